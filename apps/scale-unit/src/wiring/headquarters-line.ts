import type { Clock, Instant } from '@app/kernel';
import {
  createDispatcher,
  SignedClient,
  type DownloadAnswer,
  type DownloadOptions,
  type OutboundOptions,
  type SignedAnswer,
  type SignedCall,
} from '@app/platform';
import type { SigningKey } from '@app/protocol';

/** Whom this box calls, as enrolment pinned it. */
export interface Headquarters {
  readonly url: string;
  /** Raw public key, base64. */
  readonly publicKey: string;
  /** The only root trusted for it, PEM. */
  readonly authority: string;
}

export interface Reachability {
  /** Null before the first call. */
  readonly isReachable: boolean | null;
  readonly since: Instant | null;
  readonly lastError: string | null;
  /** Something answered that is not headquarters: a portal, a proxy. */
  readonly somethingElseAnswers: boolean;
}

type Limits = Parameters<SignedClient['lane']>[0];

/**
 * The way to headquarters for everything in this process. Before enrolment every call is answered as unreachable; from the
 * moment of enrolment on it works without a restart.
 */
export class HeadquartersLine {
  private client: SignedClient | undefined;
  private dispatcher: ReturnType<typeof createDispatcher> | undefined;
  private readonly lanes: Lane[] = [];
  private state: Reachability = { isReachable: null, since: null, lastError: null, somethingElseAnswers: false };

  constructor(
    private readonly key: SigningKey,
    private readonly clock: Clock,
    private readonly outbound: Pick<OutboundOptions, 'proxy' | 'proxyCredentials' | 'extraRoot'>,
  ) {}

  connect(headquarters: Headquarters): void {
    const previous = this.dispatcher;
    const dispatcher = createDispatcher({ ...this.outbound, trustedRoots: [headquarters.authority] });
    this.dispatcher = dispatcher;
    const { key, clock } = this;
    this.client = new SignedClient({ baseUrl: headquarters.url, key, headquartersKey: headquarters.publicKey, clock, dispatcher });
    for (const lane of this.lanes) lane.connect(this.client);
    void previous?.close();
  }

  /** Ends what is under way: nobody waits for an answer any more. */
  async close(): Promise<void> {
    await this.dispatcher?.destroy();
  }

  /** A line with limits of its own, for one kind of traffic. */
  lane(limits: Limits): Lane {
    const lane = new Lane(limits, (answer) => this.note(answer));
    if (this.client) lane.connect(this.client);
    this.lanes.push(lane);
    return lane;
  }

  get reachability(): Reachability {
    return this.state;
  }

  /** A refusal by our own breaker says nothing new about the line. */
  private note(answer: SignedAnswer): void {
    if (answer.kind === 'unreachable' && (answer.reason === 'breaker-open' || answer.reason === 'too-many-in-flight')) return;
    const isReachable = answer.kind === 'answered';
    const since = isReachable === this.state.isReachable ? this.state.since : this.clock.now();
    const lastError = answer.kind === 'unreachable' ? answer.message : answer.kind === 'answered' ? this.state.lastError : answer.reason;
    this.state = { isReachable, since, lastError, somethingElseAnswers: answer.kind === 'something-else-answers' };
  }
}

const NOT_ENROLLED = { kind: 'unreachable', reason: 'connection', message: 'this box is not enrolled' } as const;

/** One kind of traffic: a stuck download does not open the breaker of gift cards. */
export class Lane {
  private client: SignedClient | undefined;

  constructor(
    private readonly limits: Limits,
    private readonly note: (answer: SignedAnswer) => void,
  ) {}

  connect(client: SignedClient): void {
    this.client = client.lane(this.limits);
  }

  async call(call: SignedCall): Promise<SignedAnswer> {
    if (!this.client) return NOT_ENROLLED;
    const answer = await this.client.call(call);
    this.note(answer);
    return answer;
  }

  async download(path: string, options: DownloadOptions): Promise<DownloadAnswer> {
    return this.client ? this.client.download(path, options) : NOT_ENROLLED;
  }
}
