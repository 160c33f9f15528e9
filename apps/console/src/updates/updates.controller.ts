import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { releaseVersion, updateWindow } from '@app/updates';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { UserCaller } from '../access/user-sessions';
import { noteForAudit } from '../audit/audit-hook';
import { OPERATIONS } from '../operations';
import { updatesAnswer, type UpdatesAnswer } from './updates-answer';
import { UpdatesService } from './updates.service';

const order = z.strictObject({
  version: releaseVersion,
  /** Absent: as soon as trade allows it. */
  window: updateWindow.default({ opensAt: null, closesAt: null, deadlineAt: null }),
});

/** Works while the scale unit is away, and while the release on trial is this console's own. */
@Controller('console/v1/updates')
export class UpdatesController {
  constructor(@Inject(UpdatesService) private readonly updates: UpdatesService) {}

  @Get()
  @Operation(OPERATIONS.readUpdates)
  @Answers(200, 'What runs, what is offered, what is under way and why it waits, and what became of updates before.', updatesAnswer)
  read(): UpdatesAnswer {
    return this.updates.read();
  }

  @Post('look')
  @HttpCode(202)
  @Operation(OPERATIONS.lookForReleases)
  @Answers(202, 'It is being asked; `offered` says what came of it.', updatesAnswer)
  async look(): Promise<UpdatesAnswer> {
    await this.updates.look();
    return this.updates.read();
  }

  @Post('order')
  @HttpCode(202)
  @Operation(OPERATIONS.orderRelease)
  @Answers(202, 'It is ordered; 409 while another update is ordered or under way.', updatesAnswer)
  async install(
    @Body({ schema: order }) { version, window }: z.output<typeof order>,
    @CurrentCaller() { name }: UserCaller,
    @Req() request: FastifyRequest,
  ): Promise<UpdatesAnswer> {
    noteForAudit(request, { subject: version });
    await this.updates.install(version, window, name);
    return this.updates.read();
  }

  @Delete('order')
  @HttpCode(202)
  @Operation(OPERATIONS.cancelUpdate)
  @Answers(202, 'It is given up at the next moment; what proves itself goes back. 409 once the switch has begun.', updatesAnswer)
  async cancel(@CurrentCaller() { name }: UserCaller, @Req() request: FastifyRequest): Promise<UpdatesAnswer> {
    noteForAudit(request, { subject: this.updates.read().underWay?.version ?? '' });
    await this.updates.cancel(name);
    return this.updates.read();
  }

  @Post('undo')
  @HttpCode(202)
  @Operation(OPERATIONS.undoUpdate)
  @Answers(202, 'It is ordered; 409 when there is nothing to go back to, and while an update is under way.', updatesAnswer)
  async undo(@CurrentCaller() { name }: UserCaller, @Req() request: FastifyRequest): Promise<UpdatesAnswer> {
    noteForAudit(request, { subject: this.updates.read().previous ?? '' });
    await this.updates.undo(name);
    return this.updates.read();
  }
}
