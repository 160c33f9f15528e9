import type { Clock, Instant } from '@app/kernel';
import type { DownloadAnswer, DownloadOptions, SignedAnswer, SignedCall } from '@app/platform';
import type { HeadquartersWire } from './headquarters-wire';

/** What is known of the line, for the status page. */
export interface LineState {
  readonly isReachable: boolean;
  /** Since when it is as it is; null before the first call. */
  readonly since: Instant | null;
  readonly lastError: string | null;
  /** Something answers in place of headquarters: a portal, a proxy, another machine under its name. */
  readonly somethingElseAnswers: boolean;
}

const NOT_CONNECTED = { kind: 'unreachable', reason: 'connection', message: 'the box is not enrolled' } as const;

/** The line to headquarters: closed until the box is enrolled, and watched from then on. */
export class HeadquartersLine implements HeadquartersWire {
  private wire: HeadquartersWire | undefined;
  private known: LineState = { isReachable: false, since: null, lastError: null, somethingElseAnswers: false };

  constructor(private readonly clock: Clock) {}

  /** At start when the box is enrolled, and after an enrolment. */
  connect(wire: HeadquartersWire): void {
    this.wire = wire;
  }

  get state(): LineState {
    return this.known;
  }

  async call(call: SignedCall): Promise<SignedAnswer> {
    if (!this.wire) return NOT_CONNECTED;
    const answer = await this.wire.call(call);
    if (!call.signal?.aborted) this.note(answer);
    return answer;
  }

  async download(path: string, options: DownloadOptions): Promise<DownloadAnswer> {
    return this.wire ? this.wire.download(path, options) : NOT_CONNECTED;
  }

  private note(answer: SignedAnswer): void {
    const isReachable = answer.kind === 'answered';
    const lastError = isReachable ? null : errorOf(answer);
    const since = this.known.since !== null && isReachable === this.known.isReachable ? this.known.since : this.clock.now();
    this.known = { isReachable, since, lastError, somethingElseAnswers: answer.kind === 'something-else-answers' };
  }
}

function errorOf(answer: Exclude<SignedAnswer, { kind: 'answered' }>): string {
  return answer.kind === 'unreachable' ? `${answer.reason}: ${answer.message}` : `${answer.reason} (status ${answer.status})`;
}
