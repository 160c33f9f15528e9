import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { redact } from '../logging/redact';
import type { Route } from '../operations/route-scan';

export interface SlowOperation {
  /** Id in the registry of operations. */
  readonly operation: string;
  /** Whether it waited for somebody else: headquarters, a card terminal with a customer. */
  readonly waitsElsewhere: boolean;
  readonly at: number;
  readonly tookMs: number;
  readonly status: number;
  readonly correlationId: string;
}

/** What is quicker than this is not slow, however idle the box is. */
const FLOOR_MS = 25;
const KEPT = 50;
const DAY_MS = 86_400_000;

/**
 * The slowest requests of the last day, of those answered here and of those that waited elsewhere. A request that is quicker than
 * the quickest of a full list costs one comparison.
 */
export class SlowOperations {
  private readonly here: SlowOperation[] = [];
  private readonly elsewhere: SlowOperation[] = [];
  /** What a request has to take to get in. */
  private floorMs = FLOOR_MS;

  constructor(private readonly now: () => number = Date.now) {}

  /** The slowest first. */
  list(): SlowOperation[] {
    const since = this.now() - DAY_MS;
    return [...this.here, ...this.elsewhere].filter(({ at }) => at >= since).toSorted((a, b) => b.tookMs - a.tookMs);
  }

  isSlow(tookMs: number): boolean {
    return tookMs >= this.floorMs;
  }

  add(slow: SlowOperation): void {
    const list = slow.waitsElsewhere ? this.elsewhere : this.here;
    const since = this.now() - DAY_MS;
    const kept = [...list.filter(({ at }) => at >= since), slow].toSorted((a, b) => b.tookMs - a.tookMs).slice(0, KEPT);
    list.splice(0, list.length, ...kept);
    this.floorMs = Math.min(floorOf(this.here), floorOf(this.elsewhere));
  }
}

const floorOf = (list: readonly SlowOperation[]): number => (list.length < KEPT ? FLOOR_MS : (list.at(-1)?.tookMs ?? FLOOR_MS));

/** Notes each answer that took long. A stream of events is open for an hour and slow for nobody. */
export function noteSlowAnswers(instance: FastifyInstance, routes: readonly Route[], slow: SlowOperations): void {
  instance.addHook('onResponse', (request, reply, done) => {
    if (slow.isSlow(reply.elapsedTime) && !isEventStream(reply)) note(request, reply, routes, slow);
    done();
  });
}

const isEventStream = (reply: FastifyReply): boolean => String(reply.getHeader('content-type')).startsWith('text/event-stream');

function note(request: FastifyRequest, reply: FastifyReply, routes: readonly Route[], slow: SlowOperations): void {
  const { url, method } = request.routeOptions;
  const operation = routes.find((route) => route.path === url && route.method === method)?.operation;
  slow.add({
    operation: operation?.id ?? 'unknown',
    waitsElsewhere: operation !== undefined && operation.connector !== 'local',
    at: Date.now(),
    tookMs: Math.round(reply.elapsedTime),
    status: reply.statusCode,
    // As the log has it: a client may bring any text.
    correlationId: redact(request.id),
  });
}
