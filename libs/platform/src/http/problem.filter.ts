import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { RefusalLog } from '../logging/refusal-log';
import { ofCode, problemOf, type Problem, type ProblemTable } from './problem';

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The only place that turns an error into an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly refusals: RefusalLog;

  constructor(
    private readonly table: ProblemTable,
    private readonly log: Logger,
  ) {
    this.refusals = new RefusalLog(log);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = isHangUp(error, request) ? ofCode('request.cut-off', 400, request.id) : problemOf(error, this.table, request.id);
    this.write(problem, error, request);
    // A stream that already began cannot become a problem: cutting it tells the client that it is incomplete.
    if (reply.sent) {
      reply.raw.destroy();
      return;
    }
    sendProblem(reply, problem);
  }

  private write({ status, code, detail, field }: Problem, err: unknown, { id, method, routeOptions }: FastifyRequest): void {
    const facts = { correlationId: id, method, route: routeOptions?.url, status, code };
    if (status >= 500) this.log.error({ ...facts, err }, 'request failed');
    else this.refusals.add({ ...facts, detail, field });
  }
}

/** Whether the client was gone before it had said everything. */
const isHangUp = (error: unknown, { raw }: FastifyRequest): boolean => error !== null && error === raw.errored;

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  const waitMs = problem.parameters?.['retryAfterMs'];
  if (typeof waitMs === 'number') reply.header('Retry-After', String(Math.max(1, Math.ceil(waitMs / 1000))));
  if (problem.status === 401) reply.header('WWW-Authenticate', 'Bearer');
  void reply.code(problem.status).header('Content-Type', PROBLEM_TYPE).send(JSON.stringify(problem));
}
