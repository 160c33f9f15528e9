import { createDispatcher, SignedClient, type SignedAnswer } from '@app/platform';
import { systemClock, type Clock } from '@app/kernel';
import type { SigningKey } from '@app/protocol';
import { serve, type Service } from '../../src/serve';
import { aHeadquarters, type TestHeadquarters } from './test-headquarters';

export interface ServedHeadquarters extends TestHeadquarters {
  readonly service: Service;
  readonly baseUrl: string;
  /** A client that signs with a key and trusts headquarters' own authority only. */
  readonly client: (key: SigningKey, clock?: Clock) => SignedClient;
  /** The administration API. */
  readonly admin: (method: string, path: string, body?: unknown, token?: string | null) => Promise<{ status: number; body: never }>;
}

/** Headquarters behind its real TLS door on a free port. */
export async function servedHeadquarters(settings: Readonly<Record<string, string>> = {}): Promise<ServedHeadquarters> {
  const headquarters = await aHeadquarters(settings);
  const service = await serve(headquarters);
  const baseUrl = `https://localhost:${service.door.port}`;
  const dispatcher = createDispatcher({ trustedRoots: [service.certificate.authorityCertificate] });
  const token = headquarters.keys.tokenFor('admin.token');
  return {
    ...headquarters,
    service,
    baseUrl,
    client: (key, clock = systemClock) =>
      new SignedClient({ baseUrl, key, headquartersKey: headquarters.signingKey.publicKey, clock, dispatcher }),
    admin: async (method, path, body, given = token) => {
      const answer = await dispatcher.request({
        origin: baseUrl,
        path,
        method,
        headers: {
          ...(given === null ? {} : { authorization: `Bearer ${given}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, body: (text === '' ? undefined : JSON.parse(text)) as never };
    },
    dispose: async () => {
      await dispatcher.close();
      await service.app.close();
      await headquarters.dispose();
    },
  };
}

/** The answer of headquarters itself, as JSON. */
export function answered<Body>(answer: SignedAnswer): { status: number; body: Body } {
  if (answer.kind !== 'answered') throw new Error(`not answered: ${JSON.stringify(answer)}`);
  return { status: answer.status, body: (answer.body.length === 0 ? undefined : answer.json()) as Body };
}
