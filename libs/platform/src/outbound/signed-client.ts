import type { Clock } from '@app/kernel';
import { newNonce, signRequest, verifyAnswer, type SigningKey } from '@app/protocol';
import type { Dispatcher } from 'undici';
import { failureOf, type LineFailure } from './failure-of';
import { LineGuard, type LineLimits, type LineRefusal } from './line-guard';
import { readBounded } from './read-bounded';
import { startDownload, type DownloadAnswer, type DownloadOptions } from './start-download';
import { request } from './undici';

export interface SignedClientOptions {
  /** `https://hq.chain.example:7300` */
  readonly baseUrl: string;
  /** Our key; headquarters knows its public half. */
  readonly key: SigningKey;
  /** Raw public key of headquarters in base64. */
  readonly headquartersKey: string;
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
  /** The way to hosts that headquarters links to, with the roots the world trusts; the same way when absent. */
  readonly linkDispatcher?: () => Dispatcher;
  readonly limits?: Partial<LineLimits>;
}

export interface SignedCall {
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
  readonly deadlineMs: number;
  readonly maximumAnswerBytes?: number;
  /** Gives up early, for example when the process stops. */
  readonly signal?: AbortSignal;
}

export type SignedAnswer =
  /** Headquarters answered; its status may still be a refusal. */
  | { readonly kind: 'answered'; readonly status: number; readonly body: Buffer; readonly json: () => unknown }
  /** An answer came, but not from headquarters: a portal, a proxy, another machine under its name. */
  | { readonly kind: 'something-else-answers'; readonly status: number; readonly reason: string }
  | LineFailure
  | { readonly kind: 'unreachable'; readonly reason: LineRefusal; readonly message: string };

const LIMITS: LineLimits = { maximumInFlight: 8, failuresToOpen: 3, openForMs: 10_000 };
const MAXIMUM_ANSWER_BYTES = 8_388_608;

/** Calls headquarters with signed requests and believes signed answers only. One per kind of traffic (see LineGuard). */
export class SignedClient {
  private readonly line: LineGuard;

  constructor(private readonly options: SignedClientOptions) {
    this.line = new LineGuard({ ...LIMITS, ...options.limits });
  }

  /** The same peer and key under limits of its own. */
  lane(limits: Partial<LineLimits>): SignedClient {
    return new SignedClient({ ...this.options, limits });
  }

  /** Calls are not tried now, because the last ones failed. */
  get isRefusing(): boolean {
    return this.line.isOpen;
  }

  /** Never throws for what the line or the other side does. */
  async call(call: SignedCall): Promise<SignedAnswer> {
    try {
      const ran = await this.line.run(() => this.send(call));
      return ran.kind === 'ran' ? ran.answer : { kind: 'unreachable', reason: ran.kind, message: 'not tried' };
    } catch (error) {
      return failureOf(error);
    }
  }

  /** Starts a streamed answer such as a blob. It is not signed: who reads it checks the digest it was asked for by. */
  download(path: string, options: DownloadOptions): Promise<DownloadAnswer> {
    const { headers } = this.signatureFor('GET', path, '');
    return startDownload({ ...options, url: this.urlOf(path), headers, dispatcher: this.options.dispatcher });
  }

  /** The same from a link that headquarters gave: another host, which gets nothing that names or proves us. */
  follow(link: URL, options: DownloadOptions): Promise<DownloadAnswer> {
    const dispatcher = this.options.linkDispatcher?.() ?? this.options.dispatcher;
    return startDownload({ ...options, url: link.href, headers: {}, dispatcher });
  }

  private async send({ method, path, body = '', contentType, deadlineMs, maximumAnswerBytes, signal }: SignedCall): Promise<SignedAnswer> {
    const { headers, nonce } = this.signatureFor(method, path, body);
    const deadline = AbortSignal.timeout(deadlineMs);
    const answer = await request(this.options.dispatcher, this.urlOf(path), {
      method,
      headers: body === '' ? headers : { ...headers, 'content-type': contentType ?? 'application/json' },
      body: body === '' ? undefined : body,
      // The deadline is ours, for the whole exchange.
      headersTimeout: 0,
      bodyTimeout: 0,
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    const bytes = await readBounded(answer.body, maximumAnswerBytes ?? MAXIMUM_ANSWER_BYTES);
    const status = answer.statusCode;
    if (!bytes) return { kind: 'something-else-answers', status, reason: 'too-long' };
    const verified = verifyAnswer({ status, body: bytes, headers: answer.headers }, this.options.headquartersKey, nonce);
    if (!verified.ok) return { kind: 'something-else-answers', status, reason: verified.reason };
    return { kind: 'answered', status, body: bytes, json: () => JSON.parse(bytes.toString('utf8')) as unknown };
  }

  private signatureFor(method: string, target: string, body: string | Uint8Array) {
    const nonce = newNonce();
    const { key, clock } = this.options;
    return { nonce, headers: signRequest({ method, target, body }, key, { now: clock.now(), nonce }) as Record<string, string> };
  }

  private urlOf(path: string): string {
    return `${this.options.baseUrl.replace(/\/$/, '')}${path}`;
  }
}
