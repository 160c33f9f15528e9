import type { Database, Tx } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { headAfter, type SaleBody, type UploadAnswer } from '@app/protocol';
import type { EnrolledBox } from '../boxes/boxes';
import { publicKeys } from '../boxes/boxes';
import { settleSale } from '../real-time-service/settle-sale';
import { raiseAlarm } from '../sales/alarms';
import { noteSaleDays, type ArrivedSale } from '../sales/arrivals';
import { keepRecord, type Arrival } from '../sales/keep-record';
import { judgeRecord, sumsOf, type JudgedRecord } from './judge-record';
import { readBatch, type Batch } from './read-batch';
import { moveLine, nextFork, placeOf, type Place, type UploadLine } from './upload-lines';
import { keepUploadSession } from './upload-sessions';

interface JudgedBatch extends Batch {
  readonly judged: readonly JudgedRecord[];
  readonly sums: Record<string, string>;
}

/**
 * Takes batches of records. A batch is kept when it follows what is held of its line; the same batch again gets the same answer;
 * one that follows another history is a fork, kept whole under its own number. Nothing that arrives is dropped or overwritten.
 */
export class Uploads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async take(sender: EnrolledBox, body: Uint8Array): Promise<UploadAnswer> {
    const batch = readBatch(body);
    const keys = await publicKeys(this.database.reader, batch.header.box, sender);
    const judged = batch.records.map((record) => judgeRecord(record, batch.header.box, (keyId) => keys.get(keyId)));
    const sums = checkedSums(batch, judged);
    return this.database.unitOfWork.run((tx) => this.keep(tx, sender, { ...batch, judged, sums }));
  }

  private async keep(tx: Tx, sender: EnrolledBox, batch: JudgedBatch): Promise<UploadAnswer> {
    const place = await placeOf(tx, batch);
    if (place.kind === 'gap') return { result: 'gap', acknowledgedCounter: place.line.counter, head: place.line.head };
    const line = await this.extend(tx, batch, place, sender);
    const acknowledged = { acknowledgedCounter: line.counter, head: line.head };
    if (sender.state === 'superseded') return { result: 'superseded', ...acknowledged };
    if (line.branch > 0) return { result: 'fork', fork: line.branch, ...acknowledged };
    return { result: 'accepted', ...acknowledged, count: batch.header.count, sums: batch.sums };
  }

  /** Keeps what is new of a batch and answers where its line stands now. */
  private async extend(tx: Tx, batch: JudgedBatch, place: Exclude<Place, { kind: 'gap' }>, sender: EnrolledBox): Promise<UploadLine> {
    const { header, judged } = batch;
    const line = place.kind === 'successor' ? place.line : await this.newBranch(tx, batch, place);
    const added = judged.slice(place.heldCount);
    if (added.length === 0) return line;
    const now = this.clock.now();
    await keepAll(tx, added, { box: header.box, branch: line.branch, now });
    const before = headAfter(header.previousHead, judged.slice(0, place.heldCount).map(({ digest }) => digest)); // prettier-ignore
    const outcome = sender.state === 'superseded' ? 'superseded' : line.branch > 0 ? 'fork' : 'accepted';
    await keepUploadSession(tx, {
      box: header.box, branch: line.branch, fromCounter: header.fromCounter + place.heldCount, toCounter: header.toCounter,
      heads: { before, after: header.head }, recordCount: added.length, sums: sumsOf(added), outcome, receivedAt: now,
    }); // prettier-ignore
    const moved = { ...line, counter: header.toCounter, head: header.head };
    await moveLine(tx, header.box, moved, now);
    return moved;
  }

  private async newBranch(tx: Tx, { header }: JudgedBatch, { line, heldCount }: Extract<Place, { kind: 'fork' }>): Promise<UploadLine> {
    const { box } = header;
    const branch = await nextFork(tx, box);
    const baseCounter = header.fromCounter - 1 + heldCount;
    await raiseAlarm(tx, {
      kind: 'upload.fork',
      channelDatabaseId: box.channelDatabaseId,
      subject: `${box.instanceId}/${box.epoch}/${branch}`,
      details: { fork: branch, of: box.fork, afterCounter: baseCounter },
      at: this.clock.now(),
    });
    return { branch, parentBranch: line.branch, baseCounter, counter: baseCounter, head: header.previousHead };
  }
}

/** Keeps records in their order, with what follows from a sale. */
export async function keepAll(tx: Tx, records: readonly JudgedRecord[], arrival: Arrival): Promise<void> {
  const { channelDatabaseId } = arrival.box;
  const sales: ArrivedSale[] = [];
  for (const record of records) {
    const { state, sale } = await keepRecord(tx, record, arrival);
    if (sale) sales.push(sale);
    if (state !== 'held' || record.decoded?.type !== 'sale') continue;
    const { recordId } = record.decoded.header;
    await settleSale(tx, { channelDatabaseId, transactionId: recordId, body: record.decoded.body as SaleBody, now: arrival.now });
  }
  await noteSaleDays(tx, sales);
}

/** The batch's own sums must be what its sales add up to; where a record cannot be read, its sum cannot be known. */
function checkedSums({ header }: Batch, judged: readonly JudgedRecord[]): Record<string, string> {
  const sums = sumsOf(judged);
  const currencies = new Set([...Object.keys(sums), ...Object.keys(header.sums)]);
  const isSame = [...currencies].every((currency) => BigInt(sums[currency] ?? '0') === BigInt(header.sums[currency] ?? '0'));
  if (isSame || judged.some(({ decoded }) => decoded === null)) return sums;
  throw new DomainError('upload.sums-wrong', 'the sums are not those of the sales in the batch', { stated: header.sums, found: sums });
}
