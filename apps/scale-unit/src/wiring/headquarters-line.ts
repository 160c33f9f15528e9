import type { Clock, Instant } from '@app/kernel';
import {
  createDispatcher,
  createPinnedDispatcher,
  fingerprintOf,
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
  /** Headquarters is there, and by the clock of this box its certificate is not valid. */
  readonly isRefusedForDates: boolean;
}

type Limits = Parameters<SignedClient['lane']>[0];
type Dispatcher = ReturnType<typeof createDispatcher>;

/**
 * The way to headquarters for everything in this process. Before enrolment every call is answered as unreachable; from the
 * moment of enrolment on it works without a restart.
 */
export class HeadquartersLine {
  private headquarters: Headquarters | undefined;
  private client: SignedClient | undefined;
  private dispatcher: Dispatcher | undefined;
  /** Links lead to hosts with certificates of the public kind. */
  private linkDispatcher: Dispatcher | undefined;
  private readonly lanes: Lane[] = [];
  private state: Reachability = {
    isReachable: null,
    since: null,
    lastError: null,
    somethingElseAnswers: false,
    isRefusedForDates: false,
  };
  /** TLS goes by the machine's clock. Once that refused headquarters, dates are judged by the box's own, which headquarters corrects. */
  private judgesDates = false;

  constructor(
    private readonly key: SigningKey,
    private readonly clock: Clock,
    private readonly outbound: Pick<OutboundOptions, 'proxy' | 'proxyCredentials' | 'extraRoot'>,
  ) {}

  connect(headquarters: Headquarters): void {
    this.headquarters = headquarters;
    this.judgesDates = false;
    this.beginAnew();
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

  /** One call over a connection whose dates nobody looks at: for the time, by which they are judged. What is answered is signed. */
  async callUndated(call: SignedCall): Promise<SignedAnswer> {
    if (!this.headquarters) return NOT_ENROLLED;
    const dispatcher = this.pinned(this.headquarters);
    try {
      return await this.clientOver(dispatcher, this.headquarters).call(call);
    } finally {
      await dispatcher.destroy();
    }
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
    const { authority } = this.headquarters;
    this.dispatcher = this.judgesDates
      ? this.pinned(this.headquarters, this.clock)
      : createDispatcher({ ...this.outbound, trustedRoots: [authority] });
    this.client = this.clientOver(this.dispatcher, this.headquarters);
    return this.client;
  }

  private pinned({ url, authority }: Headquarters, clock?: Clock): Dispatcher {
    return createPinnedDispatcher(url, fingerprintOf(authority), this.outbound, clock);
  }

  private clientOver(dispatcher: Dispatcher, { url, publicKey }: Headquarters): SignedClient {
    const { key, clock } = this;
    const linkDispatcher = () => (this.linkDispatcher ??= createDispatcher(this.outbound));
    return new SignedClient({ baseUrl: url, key, headquartersKey: publicKey, clock, dispatcher, linkDispatcher });
  }

  private beginAnew(): void {
    const previous = this.dispatcher;
    this.client = this.dispatcher = undefined;
    void previous?.close();
  }

  /** A refusal by our own breaker says nothing new about the line. */
  private note(answer: SignedAnswer): void {
    if (answer.kind === 'unreachable' && (answer.reason === 'breaker-open' || answer.reason === 'too-many-in-flight')) return;
    const isReachable = answer.kind === 'answered';
    const since = isReachable === this.state.isReachable ? this.state.since : this.clock.now();
    const lastError = answer.kind === 'unreachable' ? answer.message : answer.kind === 'answered' ? this.state.lastError : answer.reason;
    const isRefusedForDates = answer.kind === 'unreachable' && answer.reason === 'certificate-dates';
    this.state = { isReachable, since, lastError, somethingElseAnswers: answer.kind === 'something-else-answers', isRefusedForDates };
    if (!isRefusedForDates || this.judgesDates) return;
    this.judgesDates = true;
    this.beginAnew();
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
