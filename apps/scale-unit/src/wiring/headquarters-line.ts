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
  private headquarters: Headquarters | undefined;
  private client: SignedClient | undefined;
  private dispatcher: ReturnType<typeof createDispatcher> | undefined;
  /** Links lead to hosts with certificates of the public kind. */
  private linkDispatcher: ReturnType<typeof createDispatcher> | undefined;
  private readonly lanes: Lane[] = [];
  private state: Reachability = { isReachable: null, since: null, lastError: null, somethingElseAnswers: false };

  constructor(
    private readonly key: SigningKey,
    private readonly clock: Clock,
    private readonly outbound: Pick<OutboundOptions, 'proxy' | 'proxyCredentials' | 'extraRoot'>,
  ) {}

  connect(headquarters: Headquarters): void {
    const previous = this.dispatcher;
    this.headquarters = headquarters;
    this.client = this.dispatcher = undefined;
    void previous?.close();
  }

  /** Ends what is under way: nobody waits for an answer any more. */
  async close(): Promise<void> {
    await Promise.all([this.dispatcher?.destroy(), this.linkDispatcher?.destroy()]);
  }

  /** A line with limits of its own, for one kind of traffic. */
  lane(limits: Limits): Lane {
    const lane = new Lane(
      () => this.current(),
      limits,
      (answer) => this.note(answer),
    );
    this.lanes.push(lane);
    return lane;
  }

  /** Whether calls of these limits are not tried now, because the last ones failed. */
  isRefusing(limits: Limits): boolean {
    return this.lanes.some((lane) => lane.limits === limits && lane.isRefusing);
  }

  get reachability(): Reachability {
    return this.state;
  }

  /** Made with the first call: a start does not wait for the line. */
  private current(): SignedClient | undefined {
    if (this.client || !this.headquarters) return this.client;
    const { url, publicKey, authority } = this.headquarters;
    const { key, clock } = this;
    this.dispatcher = createDispatcher({ ...this.outbound, trustedRoots: [authority] });
    const linkDispatcher = () => (this.linkDispatcher ??= createDispatcher(this.outbound));
    this.client = new SignedClient({ baseUrl: url, key, headquartersKey: publicKey, clock, dispatcher: this.dispatcher, linkDispatcher });
    return this.client;
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
  private line: SignedClient | undefined;
  private client: SignedClient | undefined;

  constructor(
    private readonly current: () => SignedClient | undefined,
    readonly limits: Limits,
    private readonly note: (answer: SignedAnswer) => void,
  ) {}

  get isRefusing(): boolean {
    return this.client?.isRefusing ?? false;
  }

  async call(call: SignedCall): Promise<SignedAnswer> {
    const answer = await this.own()?.call(call);
    if (!answer) return NOT_ENROLLED;
    this.note(answer);
    return answer;
  }

  async download(path: string, options: DownloadOptions): Promise<DownloadAnswer> {
    return this.own()?.download(path, options) ?? NOT_ENROLLED;
  }

  async follow(link: URL, options: DownloadOptions): Promise<DownloadAnswer> {
    return this.own()?.follow(link, options) ?? NOT_ENROLLED;
  }

  /** Enrolment may change whom the line leads to; breaker and bound begin anew then. */
  private own(): SignedClient | undefined {
    const line = this.current();
    if (line !== this.line) {
      this.line = line;
      this.client = line?.lane(this.limits);
    }
    return this.client;
  }
}
