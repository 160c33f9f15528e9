import { findBox, recordsOfShift, type NamedRecord } from '@app/channel-db';
import type { Reader } from '@app/database';
import type { ExchangeClient, ExchangeFailure } from '../wire/exchange-client';

/** "Acknowledged n, at headquarters n, digests equal", or the missing ones by name. */
export type ShiftProof =
  | {
      readonly kind: 'proved';
      /** Records of the shift here. */
      readonly recordCount: number;
      /** Of them, held by headquarters with the same digest. */
      readonly heldCount: number;
      readonly missing: readonly NamedRecord[];
      readonly different: readonly NamedRecord[];
    }
  | { readonly kind: 'unproved'; readonly recordCount: number; readonly failure: ExchangeFailure };

/** Asks headquarters whether it holds every counted record of a shift, unchanged. */
export async function proveShift(reader: Reader, exchange: ExchangeClient, shiftId: string): Promise<ShiftProof> {
  const records = await recordsOfShift(reader, shiftId);
  const box = await findBox(reader);
  const found = { heldCount: 0, missing: [] as NamedRecord[], different: [] as NamedRecord[] };
  for (const history of box ? historiesOf(records) : []) {
    const [{ instanceId, epoch, fork }] = history;
    const identity = { channelDatabaseId: box?.identity.channelDatabaseId ?? '', instanceId, epoch, fork };
    const answer = await exchange.proof({ box: identity, records: history.map(({ counter, digest }) => ({ counter, digest })) });
    if (!answer.ok) return { kind: 'unproved', recordCount: records.length, failure: answer };
    found.heldCount += answer.value.held;
    found.missing.push(...history.filter(({ counter }) => answer.value.missing.includes(counter)));
    found.different.push(...history.filter(({ counter }) => answer.value.different.includes(counter)));
  }
  return { kind: 'proved', recordCount: records.length, ...found };
}

type History = [NamedRecord, ...NamedRecord[]];

/** A shift usually lies in one history; one that stood open across a fork lies in two. */
function historiesOf(records: readonly NamedRecord[]): History[] {
  const histories = new Map<string, History>();
  for (const record of records) {
    const name = `${record.instanceId}/${record.epoch}/${record.fork}`;
    const history = histories.get(name);
    if (history) history.push(record);
    else histories.set(name, [record]);
  }
  return [...histories.values()];
}
