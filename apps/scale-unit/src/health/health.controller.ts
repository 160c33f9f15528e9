import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { judge, ownObservation, type Verdict } from '@app/appliance';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SOFTWARE_VERSION } from '../software-version';
import { StatusService } from '../status/status.service';

const state = z.enum(['pass', 'warn', 'fail']);
type State = z.output<typeof state>;

/** After draft-inadarei-api-health-check. Codes alone: who has no credential learns no figure. */
const health = z.object({
  status: state,
  version: z.string(),
  /** By what is found; what follows from another finding stands in its `affects`. */
  checks: z.record(z.string(), z.array(z.object({ status: state, time: z.iso.datetime(), affects: z.array(z.string()) }))),
});
type Health = z.output<typeof health>;

@Controller()
export class HealthController {
  constructor(private readonly service: StatusService) {}

  @Get('healthz')
  @Header('Content-Type', 'application/health+json')
  @Operation(OPERATIONS.showHealth)
  @Answers(200, 'What is wrong by its cause; `pass` and `warn` can sell, 503 with `fail` cannot.', health, 'application/health+json')
  async healthz(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const answer = await this.read();
    if (answer.status === 'fail') reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return answer;
  }

  /** A status that cannot be gathered is the answer that was asked for. */
  private read(): Promise<Health> {
    return this.service.status().then(
      (status) => healthOf(judge(ownObservation(status)), status.clock.now),
      () => ({
        status: 'fail' as const,
        version: SOFTWARE_VERSION,
        checks: { 'database.broken': [{ status: 'fail' as const, time: new Date().toISOString(), affects: [] }] },
      }),
    );
  }
}

function healthOf({ state: verdict, findings }: Verdict, now: number): Health {
  const time = new Date(now).toISOString();
  const checks = findings.map(({ code, weight, consequences }): [string, Health['checks'][string]] => [
    code,
    [{ status: stateOf(weight), time, affects: consequences.map((one) => one.code) }],
  ]);
  const worst: State = findings.some(({ weight }) => weight !== 'information') ? 'warn' : 'pass';
  return { status: verdict === 'not-selling' ? 'fail' : worst, version: SOFTWARE_VERSION, checks: Object.fromEntries(checks) };
}

function stateOf(weight: Verdict['findings'][number]['weight']): State {
  if (weight === 'stops-selling') return 'fail';
  return weight === 'information' ? 'pass' : 'warn';
}
