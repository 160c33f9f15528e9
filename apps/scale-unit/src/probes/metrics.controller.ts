import { Controller, Get, Header, Inject } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, Metrics, Operation } from '@app/platform';
import { z } from 'zod';

/** What monitoring with a credential asks. */
@Controller('management/v1')
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get('metrics')
  @Operation(OPERATIONS.showAllMetrics)
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Answers(200, 'Every figure in Prometheus text form, with what the waiting sales are worth.', z.string(), 'text/plain')
  metricsText(): Promise<string> {
    return this.metrics.text({ isConfidential: true });
  }
}
