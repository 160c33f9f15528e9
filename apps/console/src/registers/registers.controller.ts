import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { Observer } from '../observation/observer';
import { OPERATIONS } from '../operations';
import { ManagementClient } from '../scale-unit/management-client';

const id = z.string().min(1).max(60);
const registerBody = z.strictObject({ channelId: id, registerId: id });
const codeAnswer = z.object({ activationCode: z.string(), expiresAt: z.number() }).meta({ id: 'ActivationCode' });
const DEADLINE_MS = 5_000;

@Controller('console/v1')
export class RegistersController {
  constructor(
    @Inject(ManagementClient) private readonly unit: ManagementClient,
    @Inject(Observer) private readonly observer: Observer,
  ) {}

  @Post('activation-codes')
  @Operation(OPERATIONS.issueActivationCode)
  @Answers(201, 'The code, shown once, and until when it works.', codeAnswer)
  async issueCode(@Body({ schema: registerBody }) body: z.output<typeof registerBody>): Promise<z.input<typeof codeAnswer>> {
    return codeAnswer.parse(await this.unit.ask({ method: 'POST', path: '/activation-codes', body, deadlineMs: DEADLINE_MS }));
  }

  @Post('devices/:deviceId/revoke')
  @HttpCode(204)
  @Operation(OPERATIONS.revokeDevice)
  @Answers(204, 'The device is shut out.')
  async revoke(@Param('deviceId', { schema: id }) deviceId: string): Promise<void> {
    await this.unit.ask({ method: 'POST', path: `/devices/${encodeURIComponent(deviceId)}/revoke`, deadlineMs: DEADLINE_MS });
    await this.observer.refresh();
  }
}
