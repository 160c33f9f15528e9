import type { Capsule } from '@app/protocol';

/** The appliance refused for a reason that asking again does not change. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    what: string,
  ) {
    super(`${what}: ${status} ${code}`);
    this.name = 'Refused';
  }
}

export interface Head {
  readonly type: string;
  readonly sequence: number;
  readonly digest: string;
}

export interface CartView {
  readonly transactionId: string;
  readonly status: string;
  readonly totals: { readonly remaining: string; readonly lineCount: number };
  /** What closes the cart with each tender type: cash is rounded to its step. */
  readonly payable: readonly { readonly tenderTypeId: string; readonly amount: string }[];
  readonly requirements: readonly {
    readonly kind: string;
    readonly lineId: string | null;
    readonly options: readonly string[];
  }[];
  readonly capsules: readonly Capsule[];
}

export interface AttemptView {
  readonly attemptId: string;
  readonly state: 'started' | 'approved' | 'part-approved' | 'declined' | 'unknown' | 'reversed';
}

type Body = Readonly<Record<string, unknown>>;
interface Ask {
  readonly body?: Body;
  readonly key?: string;
  readonly etag?: string;
}
export interface Answer<Content> {
  readonly content: Content;
  readonly etag: string | null;
}

const HEADS_REQUIRED = 'session.heads-required';

/** The commerce API as one register uses it. Every call either answers, is refused, or nobody knows (`NoAnswer`). */
export class Commerce {
  deviceToken: string | undefined;
  sessionToken: string | undefined;
  /** Called when a box that started anew wants to know how far the register's history goes; then the request is repeated. */
  showHeads: (() => Promise<void>) | undefined;
  /** Called with every record an answer carries: a register keeps them all until headquarters has them. */
  keep: ((capsule: Capsule) => void) | undefined;

  constructor(
    private readonly baseUrl: string,
    private readonly send: (request: Request) => Promise<Response>,
  ) {}

  async ask<Content>(method: 'GET' | 'POST' | 'PATCH', path: string, ask: Ask = {}): Promise<Answer<Content>> {
    const { body, key, etag } = ask;
    const headers = new Headers();
    if (this.deviceToken) headers.set('authorization', `Bearer ${this.deviceToken}`);
    if (this.sessionToken) headers.set('store-session', this.sessionToken);
    if (key) headers.set('idempotency-key', key);
    if (etag) headers.set('if-match', etag);
    if (body) headers.set('content-type', 'application/json');
    const request = new Request(`${this.baseUrl}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const response = await this.send(request);
    const content = (await response.json()) as Content & { code?: string; capsules?: readonly Capsule[] };
    if (content.code === HEADS_REQUIRED && this.showHeads) {
      await this.showHeads();
      return this.ask(method, path, ask);
    }
    if (!response.ok) throw new Refused(response.status, content.code ?? '', `${method} ${path}`);
    for (const capsule of content.capsules ?? []) this.keep?.(capsule);
    return { content, etag: response.headers.get('etag') };
  }
}

const NOT_FOUND = 404;

/** The answer, or undefined where there is no such thing. */
export async function found<Content>(asked: Promise<Answer<Content>>): Promise<Answer<Content> | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refused && error.status === NOT_FOUND) return undefined;
    throw error;
  }
}

/** What an answer that made records carries. */
export interface WithCapsules {
  readonly capsules: readonly Capsule[];
}
