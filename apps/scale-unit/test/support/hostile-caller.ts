import { newId } from '@app/kernel';
import { openTestUnit, type TestRegister, type TestUnit } from '../a-unit';
import { apiOf, bodyFor, filled, type Api, type ApiRoute } from './api';
import type { Json } from './sample';
import { twoStores } from './two-stores';

/** An answer that takes longer than this on an idle machine would be a hang in a store. */
const SLOW_MS = 5_000;

interface Payload {
  readonly payload?: string;
  readonly path?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly body: Record<string, Json> | undefined;
  readonly ms: number;
}

export const nameOf = ({ method, path }: ApiRoute): string => `${method} ${path}`;

/** A unit with two stores, and every route of it with a caller who may use it and a body that fits. */
export class HostileCaller {
  private constructor(
    readonly unit: TestUnit,
    readonly api: Api,
    private readonly register: TestRegister,
  ) {}

  static async open(): Promise<HostileCaller> {
    const unit = await openTestUnit(await twoStores());
    return new HostileCaller(unit, apiOf(unit.app), await unit.register('r1'));
  }

  get machine(): Record<string, string> {
    return { authorization: `Bearer ${this.unit.parts.keys.tokenFor('machine.token')}` };
  }

  get routesWithBody(): ApiRoute[] {
    return this.api.routes.filter(({ body }) => body !== undefined);
  }

  bodyOf(route: ApiRoute): { readonly [name: string]: Json } {
    return bodyFor(route, this.api) ?? {};
  }

  /** Sends exactly this text, whatever the route expects. */
  async send(route: ApiRoute, { payload, path = filled(route.path, {}) }: Payload): Promise<RawAnswer> {
    const began = performance.now();
    const type = payload === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { ...this.headersFor(route), 'idempotency-key': newId(), 'if-match': '"r1"', ...type };
    const answer = await this.unit.app.inject({ method: route.method, url: path, headers, ...(payload === undefined ? {} : { payload }) });
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, body: isJson ? answer.json<Record<string, Json>>() : undefined, ms: performance.now() - began };
  }

  private headersFor({ operation }: ApiRoute): Record<string, string> {
    if (operation.caller === 'anonymous') return {};
    return operation.caller === 'machine' ? this.machine : { ...this.register.headers };
  }
}

/** A line per answer that is no success and no clean refusal. */
export function unclean(what: string, { status, body, ms }: RawAnswer): string[] {
  const isClean = status < 400 || (status < 500 && typeof body?.['code'] === 'string');
  // Headquarters and terminals are away here, and saying so is right.
  const isAway =
    status === 503 &&
    ['headquarters.unreachable', 'real-time.unavailable', 'log-on.no-pepper', 'exchange.not-asked'].includes(body?.['code'] as string);
  return (isClean || isAway) && ms < SLOW_MS ? [] : [`${what}: ${status} ${JSON.stringify(body)?.slice(0, 200)} in ${Math.round(ms)} ms`];
}
