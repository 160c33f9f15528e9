import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, equalsInConstantTime, flagSetting, Metrics, Operation } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SETTINGS, type UnitSettings } from '../config';

const shown = z.strictObject({ isConfidential: flagSetting.default(true) });

/** Figures for monitoring: in the words of docs/monitoring.md, in OpenMetrics form or as Prometheus text. */
@Controller()
export class MetricsController {
  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: UnitSettings,
  ) {}

  @Get('metrics')
  @Operation(OPERATIONS.showMetrics)
  @Answers(200, 'Figures that anybody may see; with the token of monitoring also what is about money.', z.string(), 'text/plain')
  shown(
    @Headers('authorization') authorization: string | undefined,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const token = this.settings.metricsToken?.reveal();
    const isConfidential = token !== undefined && equalsInConstantTime(authorization ?? '', `Bearer ${token}`);
    return this.write(reply, isConfidential, accept);
  }

  @Get('management/v1/metrics')
  @Operation(OPERATIONS.showAllMetrics)
  @Answers(200, 'Every figure, or those that anybody may see.', z.string(), 'text/plain')
  all(
    @Query({ schema: shown }) { isConfidential }: z.output<typeof shown>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.write(reply, isConfidential, accept);
  }

  private async write(reply: FastifyReply, isConfidential: boolean, accept: string | undefined): Promise<string> {
    const { contentType, text } = await this.metrics.write({ isConfidential, accept });
    void reply.header('content-type', contentType);
    return text;
  }
}
