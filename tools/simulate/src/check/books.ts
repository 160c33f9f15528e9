import type { CommerceSchemas } from '@app/client/commerce';
import type { SimulatorLedger } from '../ledger';
import type { Commerce } from '../register/commerce';
import type { HeadquartersApi } from '../store/headquarters-api';
import type { Books, Fact } from './compare';
import { readCapsule } from './facts';

type TransactionPage = CommerceSchemas['TransactionPage'];
const PAGE = 200;

/** What is compared: the registers of the run, from its beginning on. */
export interface Scope {
  readonly channelId: string;
  readonly registerIds: ReadonlySet<string>;
  readonly since: number;
}

/** Reads the three books. Sales are compared; training sales are in none of them. */
export async function readBooks(ledger: SimulatorLedger, commerce: Commerce, headquarters: HeadquartersApi, scope: Scope): Promise<Books> {
  return {
    acknowledged: acknowledgedFacts(ledger),
    appliance: await applianceFacts(commerce, scope),
    headquarters: await headquartersFacts(headquarters, scope),
    unanswered: new Set(ledger.unanswered()),
  };
}

export const acknowledgedFacts = (ledger: SimulatorLedger): Fact[] =>
  ledger.acknowledged().flatMap(({ capsule }) => readCapsule(capsule).fact ?? []);

/** Every sale by its own bytes: the list says which, the capsule says what. */
async function applianceFacts(commerce: Commerce, { registerIds, since }: Scope): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query: { limit: number; cursor?: string } = { limit: PAGE, ...(cursor && { cursor }) };
    const page: TransactionPage = (await commerce.ask((api) => api.GET('/api/v1/transactions', { params: { query } }))).content;
    const ours = page.items.filter(({ registerId, mode, at }) => registerIds.has(registerId) && mode === 'live' && at >= since);
    for (const { transactionId } of ours) {
      const path = { transactionId };
      const { content } = await commerce.ask((api) => api.GET('/api/v1/transactions/{transactionId}', { params: { path } }));
      const { fact } = readCapsule(content.capsule);
      if (fact) facts.push(fact);
    }
    cursor = (page.items.at(-1)?.at ?? 0) >= since ? page.next : null;
  }
  return facts;
}

export async function headquartersFacts(headquarters: HeadquartersApi, { channelId, registerIds, since }: Scope): Promise<Fact[]> {
  const records = await headquarters.records({ channelId, type: 'sale' });
  return records
    .filter(({ registerId, at, state }) => registerIds.has(registerId ?? '') && (at ?? 0) >= since && state !== 'duplicate')
    .map(({ recordId, digest, currency, gross }) => ({
      transactionId: recordId ?? '',
      digest,
      currency: currency ?? '',
      grossMinor: BigInt(gross ?? 0),
    }));
}
