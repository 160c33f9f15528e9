import { Controller, Get, HttpStatus, Inject, Query, Res } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ReadinessService } from './readiness';

const liveness = z.object({ status: z.literal('ok') }).meta({ id: 'Liveness' });
const readiness = z.object({ status: z.enum(['ready', 'not-ready']), reason: z.string().optional() }).meta({ id: 'Readiness' });
const pingQuery = z.strictObject({ testname: z.literal('ping') });

/** What launchers, balancers and monitoring ask. No credential, no detail. */
@Controller()
export class ProbesController {
  constructor(@Inject(ReadinessService) private readonly readiness: ReadinessService) {}

  @Get('livez')
  @Operation(OPERATIONS.showLiveness)
  @Answers(200, 'The process runs.', liveness)
  livez(): z.input<typeof liveness> {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Operation(OPERATIONS.showReadiness)
  @Answers(200, 'The box can sell; 503 with the reason when it cannot.', readiness)
  readyz(@Res({ passthrough: true }) reply: FastifyReply): Promise<z.input<typeof readiness>> {
    return this.answer(reply);
  }

  /** The address the reference product's own monitoring knows. */
  @Get('healthcheck')
  @Operation(OPERATIONS.showHealth)
  @Answers(200, 'The same as /readyz.', readiness)
  healthcheck(
    @Query({ schema: pingQuery }) _query: object,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.input<typeof readiness>> {
    return this.answer(reply);
  }

  private async answer(reply: FastifyReply): Promise<z.input<typeof readiness>> {
    const found = await this.readiness.check();
    if (found.isReady) return { status: 'ready' };
    reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: 'not-ready', reason: found.reason };
  }
}
