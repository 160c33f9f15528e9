import { createCommerceClient, type CommerceClient, type CommerceSchemas } from '@app/client/commerce';
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

export type CartView = CommerceSchemas['Cart'];
export type AttemptView = CommerceSchemas['TenderAttempt'];
export type BoxStanding = CommerceSchemas['BoxStanding'];
/** The last record of one kind that a register has. */
export type Head = Pick<BoxStanding['missing']['heads'][number], 'type' | 'sequence' | 'digest'>;

export interface Answer<Content> {
  readonly content: Content;
  readonly etag: string | null;
}

/** A call of the generated client, made again where the box first wants to know more. */
export type Call<Content> = (api: CommerceClient) => Promise<{ data?: Content; error?: unknown; response: Response }>;

/** What a register does about a refusal by itself, before it asks again. */
export type Remedy = 'show-heads' | 'log-on';
const REMEDIES: Readonly<Record<string, Remedy>> = {
  'session.heads-required': 'show-heads',
  'box.behind-registers': 'show-heads',
  'session.ended': 'log-on',
  'session.invalid': 'log-on',
  'session.locked': 'log-on',
};
const MOST_REMEDIES = 5;
const NOT_FOUND = 404;

/** The commerce API as one register uses it. Every call either answers, is refused, or nobody knows (`NoAnswer`). */
export class Commerce {
  deviceToken: string | undefined;
  sessionToken: string | undefined;
  /** Called when the box wants to know how far the register's history goes, or who is there; then the request is repeated. */
  remedy: ((remedy: Remedy) => Promise<void>) | undefined;
  /** Called with every record an answer carries: a register keeps them all until headquarters has them. */
  keep: ((capsule: Capsule) => void) | undefined;
  private readonly api: CommerceClient;
  /** What was asked last, for a refusal's message. */
  private asked = '';

  constructor(baseUrl: string, send: (request: Request) => Promise<Response>) {
    this.api = createCommerceClient({ baseUrl, fetch: send });
    this.api.use({ onRequest: ({ request }) => this.identify(request) });
  }

  async ask<Content extends object>(call: Call<Content>, remediesLeft = MOST_REMEDIES): Promise<Answer<Content>> {
    const { data, error, response } = await call(this.api);
    const { code = '' } = (error ?? {}) as { code?: string };
    const remedy = REMEDIES[code];
    if (remedy && this.remedy && remediesLeft > 0) {
      await this.remedy(remedy);
      return this.ask(call, remediesLeft - 1);
    }
    if (data === undefined) throw new Refused(response.status, code, this.asked);
    for (const capsule of (data as { capsules?: readonly Capsule[] }).capsules ?? []) this.keep?.(capsule);
    return { content: data, etag: response.headers.get('etag') };
  }

  private identify(request: Request): Request {
    this.asked = `${request.method} ${new URL(request.url).pathname}`;
    if (this.deviceToken) request.headers.set('authorization', `Bearer ${this.deviceToken}`);
    if (this.sessionToken) request.headers.set('store-session', this.sessionToken);
    return request;
  }
}

/** The answer, or undefined where there is no such thing. */
export async function found<Content>(asked: Promise<Answer<Content>>): Promise<Answer<Content> | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refused && error.status === NOT_FOUND) return undefined;
    throw error;
  }
}

/** The header of a request that may be done once only. */
export const once = (key: string) => ({ 'Idempotency-Key': key });
