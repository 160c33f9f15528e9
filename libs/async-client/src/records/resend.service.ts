import { findBox, uploadRecordsAt, type NamedRecord, type Stream } from '@app/channel-db';
import type { Database } from '@app/database';
import type { BoxIdentity } from '@app/protocol';
import type { ExchangeClient, ExchangeFailure } from '../wire/exchange-client';
import { clearRecord, isSame, lostRecords } from './lost-records';
import { resendBatch } from './resend-batch';

export type ResendRound =
  | { readonly kind: 'done'; readonly restored: readonly NamedRecord[]; readonly refused: number }
  | { readonly kind: 'line-failed'; readonly failure: ExchangeFailure };

/** As many as one request may hold. */
const MOST_RECORDS = 500;

/** Sends headquarters what it lost: exactly the records that stand as lost, nothing around them. What it has again is no alarm any more. */
export class ResendService {
  constructor(
    private readonly store: Database,
    private readonly exchange: ExchangeClient,
  ) {}

  async runOnce(): Promise<ResendRound> {
    const box = await findBox(this.store.reader);
    const lost = [...(await lostRecords(this.store.reader))].sort((a, b) => a.counter - b.counter);
    const restored: NamedRecord[] = [];
    let refused = 0;
    for (const own of byStream(lost)) {
      if (!box || !own[0]) continue;
      const { instanceId, epoch, fork } = own[0];
      const round = await this.resend({ channelDatabaseId: box.identity.channelDatabaseId, instanceId, epoch, fork }, own);
      if (round.kind === 'line-failed') return round;
      restored.push(...round.restored);
      refused += round.refused;
    }
    return { kind: 'done', restored, refused };
  }

  private async resend(box: BoxIdentity, lost: readonly NamedRecord[]): Promise<ResendRound> {
    const restored: NamedRecord[] = [];
    // A part that ends within a batch of then is refused for the time being, and comes again with what follows.
    for (let left = [...lost]; left.length > 0;) {
      const part = left.slice(0, MOST_RECORDS);
      const records = await uploadRecordsAt(this.store.reader, box, part.map(({ counter }) => counter)); // prettier-ignore
      if (records.length === 0) break;
      const answer = await this.exchange.resend(resendBatch(box, records));
      if (!answer.ok) return { kind: 'line-failed', failure: answer };
      const accepted = new Set(answer.value.accepted);
      const taken = part.filter(({ counter }) => accepted.has(counter));
      if (taken.length === 0) break;
      await this.clear(taken);
      restored.push(...taken);
      left = left.filter((record) => !taken.includes(record));
    }
    return { kind: 'done', restored, refused: lost.length - restored.length };
  }

  private async clear(records: readonly NamedRecord[]): Promise<void> {
    await this.store.unitOfWork.run(async (tx) => {
      for (const record of records) await clearRecord(tx, record);
    });
  }
}

function byStream(records: readonly NamedRecord[]): NamedRecord[][] {
  const streams: Stream[] = [];
  for (const record of records) if (!streams.some((stream) => isSame(stream, record))) streams.push(record);
  return streams.map((stream) => records.filter((record) => isSame(record, stream)));
}
