import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import {
  ApprovalsService,
  EmployeeAuthenticator,
  RegisterHeads,
  SessionsService,
  StaffDirectory,
  type DeviceCaller,
  type EmployeeCaller,
} from '@app/devices';
import { DomainError } from '@app/kernel';
import { Answers, CurrentCaller, Operation, type PlatformRequest } from '@app/platform';
import type { z } from 'zod';
import {
  approval, approvalBody, boxStanding, headsBody, loggedOn, logOnBody, overridable, recordsMade, sessionState, standingAnswer, unlockBody,
} from './session.dto'; // prettier-ignore

/** Who stands at the register. */
@Controller('api/v1/session')
export class SessionController {
  constructor(
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(ApprovalsService) private readonly approvals: ApprovalsService,
    @Inject(EmployeeAuthenticator) private readonly employees: EmployeeAuthenticator,
    @Inject(StaffDirectory) private readonly staff: StaffDirectory,
    @Inject(RegisterHeads) private readonly heads: RegisterHeads,
  ) {}

  @Post('log-on')
  @HttpCode(201)
  @Operation(OPERATIONS.logOn)
  @Answers(201, 'The employee is at the register now.', loggedOn)
  async logOn(
    @CurrentCaller() device: DeviceCaller,
    @Body({ schema: logOnBody }) body: z.output<typeof logOnBody>,
  ): Promise<z.input<typeof loggedOn>> {
    const { employee, ...answer } = await this.sessions.logOn(device, body);
    const { staffId, name, language, permissions } = employee;
    const box = standingAnswer(answer.box);
    return { ...answer, capsules: [...answer.capsules], staff: { staffId, name, language }, permissions: [...permissions], box };
  }

  @Post('heads')
  @HttpCode(200)
  @Operation(OPERATIONS.showHeads)
  @Answers(
    200,
    'What the box lacks. Needed once after each start of the box where no log-on did it (`session.heads-required`), and of every register while the box may be an older copy (`box.behind-registers`).',
    boxStanding,
  )
  async showHeads(
    @CurrentCaller() caller: EmployeeCaller,
    @Body({ schema: headsBody }) { heads }: z.output<typeof headsBody>,
  ): Promise<z.input<typeof boxStanding>> {
    return standingAnswer(await this.heads.show(caller, heads));
  }

  @Post('log-off')
  @HttpCode(200)
  @Operation(OPERATIONS.logOff)
  @Answers(200, 'The session is over; the cart stays with the register.', recordsMade)
  async logOff(@CurrentCaller() caller: EmployeeCaller): Promise<z.input<typeof recordsMade>> {
    return { capsules: [...(await this.sessions.logOff(caller))] };
  }

  @Post('lock')
  @HttpCode(204)
  @Operation(OPERATIONS.lock)
  @Answers(204, 'Locked; the same PIN unlocks it.')
  lock(@CurrentCaller() caller: EmployeeCaller): Promise<void> {
    return this.sessions.lock(caller);
  }

  @Post('unlock')
  @HttpCode(204)
  @Operation(OPERATIONS.unlock)
  @Answers(204, 'Unlocked.')
  async unlock(
    @CurrentCaller() device: DeviceCaller,
    @Req() request: PlatformRequest,
    @Body({ schema: unlockBody }) { pin }: z.output<typeof unlockBody>,
  ): Promise<void> {
    await this.sessions.unlock(await this.employees.sessionOf(request, device), pin);
  }

  @Get()
  @Operation(OPERATIONS.showSession)
  @Answers(200, 'Who is logged on with the given session, if anybody.', sessionState)
  async show(@CurrentCaller() device: DeviceCaller, @Req() request: PlatformRequest): Promise<z.input<typeof sessionState>> {
    if (!request.headers['store-session']) return { state: 'none', staff: null, permissions: [] };
    const session = await this.employees.sessionOf(request, device);
    const employee = await this.staff.find(device.channelId, session.staffId);
    const state = employee ? this.sessions.standingOf(session) : 'ended';
    if (!employee || state === 'ended') return { state, staff: null, permissions: [] };
    const { staffId, name, language, permissions } = employee;
    return { state, staff: { staffId, name, language }, permissions: [...permissions] };
  }

  @Post('approvals')
  @HttpCode(201)
  @Operation(OPERATIONS.approve)
  @Answers(201, 'Send it as the header Store-Approval with the one request it is for, within a minute.', approval)
  async approve(
    @CurrentCaller() caller: EmployeeCaller,
    @Body({ schema: approvalBody }) body: z.output<typeof approvalBody>,
  ): Promise<z.input<typeof approval>> {
    const operation = overridable(body.operation);
    if (!operation) throw new DomainError('request.invalid', 'no second person can allow this', { field: '/operation' });
    const { token, expiresAt, capsules } = await this.approvals.approve(caller, { ...body, operation });
    return { approvalToken: token, expiresAt, capsules: [...capsules] };
  }
}
