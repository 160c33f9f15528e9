import { randomBytes } from 'node:crypto';
import { interval, map, merge, Observable, of, Subject, takeUntil } from 'rxjs';

/** That something changed, never what: who hears it asks for the resource. `version` tells whether it has it already. */
export interface ChangeEvent {
  readonly resource: string;
  readonly version: string | number;
  /** Only registers of this channel hear it; all when absent. */
  readonly channelId?: string;
  /** Only this register hears it; all when absent. */
  readonly registerId?: string;
}

/** As a stream of server-sent events takes it. */
export interface SentEvent {
  readonly id?: string;
  readonly type: 'change' | 'resync' | 'heartbeat';
  readonly data: string;
}

interface KeptEvent {
  readonly number: number;
  readonly event: ChangeEvent;
}

export interface HubOptions {
  /** How many events a reconnecting client can catch up on. */
  readonly replayCount?: number;
  readonly heartbeatMs?: number;
}

/**
 * Changes for whoever listens. A client that comes back with its last id gets what it missed, or `resync` when that is not
 * known any more: then it asks for everything. Ids begin anew with each start, which is such a gap too.
 */
export class EventHub {
  private readonly run = randomBytes(4).toString('hex');
  private readonly kept: KeptEvent[] = [];
  private readonly listeners = new Set<(kept: KeptEvent) => void>();
  private readonly closed = new Subject<void>();
  private last = 0;
  private readonly replayCount: number;
  private readonly heartbeatMs: number;

  constructor({ replayCount = 1_000, heartbeatMs = 15_000 }: HubOptions = {}) {
    this.replayCount = replayCount;
    this.heartbeatMs = heartbeatMs;
  }

  publish(event: ChangeEvent): void {
    const kept = { number: (this.last += 1), event };
    this.kept.push(kept);
    if (this.kept.length > this.replayCount) this.kept.shift();
    for (const listener of this.listeners) listener(kept);
  }

  get listenerCount(): number {
    return this.listeners.size;
  }

  stream(lastEventId: string | undefined, concerns: (event: ChangeEvent) => boolean): Observable<SentEvent> {
    const changes = new Observable<SentEvent>((subscriber) => {
      const hear = (kept: KeptEvent) => {
        if (concerns(kept.event)) subscriber.next(this.sent(kept));
      };
      for (const missed of this.missedSince(lastEventId)) {
        if (missed === 'resync') subscriber.next(this.resync());
        else hear(missed);
      }
      this.listeners.add(hear);
      return () => this.listeners.delete(hear);
    });
    const heartbeat = interval(this.heartbeatMs).pipe(map((): SentEvent => ({ type: 'heartbeat', data: '{}' })));
    const first = of<SentEvent>({ id: this.idOf(this.last), type: 'heartbeat', data: '{}' });
    return merge(first, changes, heartbeat).pipe(takeUntil(this.closed));
  }

  /** Ends every stream, so that a stop does not wait for who listens: they come back with their last id. */
  close(): void {
    this.closed.next();
  }

  private missedSince(lastEventId: string | undefined): readonly (KeptEvent | 'resync')[] {
    if (lastEventId === undefined) return [];
    const [run, text] = lastEventId.split('-');
    const seen = Number(text);
    const oldest = this.kept[0]?.number ?? this.last + 1;
    const isKnown = run === this.run && Number.isInteger(seen) && seen <= this.last && seen >= oldest - 1;
    return isKnown ? this.kept.filter(({ number }) => number > seen) : ['resync'];
  }

  private sent({ number, event: { resource, version } }: KeptEvent): SentEvent {
    const id = this.idOf(number);
    return { id, type: 'change', data: JSON.stringify({ id, resource, version }) };
  }

  private resync(): SentEvent {
    const id = this.idOf(this.last);
    return { id, type: 'resync', data: JSON.stringify({ id }) };
  }

  private idOf(number: number): string {
    return `${this.run}-${number}`;
  }
}
