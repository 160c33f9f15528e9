import type { Database, Tx } from '@app/database';
import type { Clock } from '@app/kernel';
import { headAfter, type BoxIdentity, type ResendRefusal, type resendAnswer } from '@app/protocol';
import type { z } from 'zod';
import { publicKeys, type EnrolledBox } from '../boxes/boxes';
import { raiseAlarmAnew } from '../sales/alarms';
import { receiptNumberOf } from '../sales/keep-record';
import { alarmOf } from './prove-records';
import { judgeRecord, sumsOf, type JudgedRecord } from './judge-record';
import { readResend } from './read-batch';
import { stretchOf, type Stretch } from './stretches';
import { linesOf, type UploadLine } from './upload-lines';
import { keepUploadSession } from './upload-sessions';
import { keepAll } from './uploads';

type Refused = Map<number, ResendRefusal>;

/**
 * Takes records again that were acknowledged once and are no longer here. One is believed when, put into its place, it leads to
 * the head that was acknowledged: no other record can. Nothing that is here is overwritten.
 */
export class Resends {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async take(sender: EnrolledBox, body: Uint8Array): Promise<z.output<typeof resendAnswer>> {
    const { header, records } = readResend(body);
    const keys = await publicKeys(this.database.reader, header.box, sender);
    const judged = records.map((record) => judgeRecord(record, header.box, (keyId) => keys.get(keyId)));
    const refused = await this.database.unitOfWork.run((tx) => this.putBack(tx, header.box, judged));
    const accepted = header.counters.filter((counter) => !refused.has(counter));
    return { accepted, refused: [...refused].map(([counter, reason]) => ({ counter, reason })) };
  }

  /** Every record belongs to one of the lines of its box and fork; answers those that could not be taken. */
  private async putBack(tx: Tx, box: BoxIdentity, records: readonly JudgedRecord[]): Promise<Refused> {
    const refused: Refused = new Map(records.map(({ counter }) => [counter, 'not-acknowledged']));
    for (const line of await linesOf(tx, box)) {
      const own = records.filter(({ counter }) => refused.has(counter) && counter > line.baseCounter && counter <= line.counter);
      const fitting: JudgedRecord[] = [];
      for (const { stretch, inside } of await inStretches(tx, box, line, own)) fitting.push(...fittingOf(stretch, inside, refused));
      await this.keep(tx, box, line, fitting);
    }
    return refused;
  }

  private async keep(tx: Tx, box: BoxIdentity, { branch }: UploadLine, records: readonly JudgedRecord[]): Promise<void> {
    const [first, last] = [records[0], records.at(-1)];
    if (!first || !last) return;
    const now = this.clock.now();
    await keepAll(tx, records, { box, branch, now });
    await keepUploadSession(tx, {
      box, branch, fromCounter: first.counter, toCounter: last.counter, heads: null, recordCount: records.length, sums: sumsOf(records),
      outcome: 'resent', receivedAt: now,
    }); // prettier-ignore
    for (const record of records) {
      const named = { counter: record.counter, digest: record.digest, receiptNumber: receiptNumberOf(record) };
      await raiseAlarmAnew(tx, alarmOf('record.missing', box, named, { at: now, restoredAt: now }));
    }
  }
}

interface SentInto {
  readonly stretch: Stretch;
  readonly inside: readonly JudgedRecord[];
}

async function inStretches(tx: Tx, box: BoxIdentity, line: UploadLine, records: readonly JudgedRecord[]): Promise<SentInto[]> {
  const parts: SentInto[] = [];
  let left = [...records].sort((a, b) => a.counter - b.counter);
  for (let first = left[0]; first; first = left[0]) {
    const stretch = await stretchOf(tx, box, line, first.counter);
    parts.push({ stretch, inside: left.filter(({ counter }) => counter <= stretch.to) });
    left = left.filter(({ counter }) => counter > stretch.to);
  }
  return parts;
}

/** What of a stretch is to be kept; notes of each record whether it was taken. */
function fittingOf(stretch: Stretch, records: readonly JudgedRecord[], refused: Refused): JudgedRecord[] {
  const misfit = misfitOf(stretch, records);
  for (const { counter, digest } of records) {
    const isOther = (stretch.digests.get(counter) ?? digest) !== digest;
    if (misfit ?? isOther) refused.set(counter, misfit ?? 'different');
    else refused.delete(counter);
  }
  return misfit ? [] : records.filter(({ counter }) => !stretch.digests.has(counter));
}

function misfitOf({ from, to, headBefore, headAfter: wanted, digests }: Stretch, sent: readonly JudgedRecord[]): ResendRefusal | null {
  const all = new Map([...digests, ...sent.map(({ counter, digest }) => [counter, digest] as const)]);
  if (all.size < to - from) return 'incomplete';
  const inOrder = [...all].sort(([a], [b]) => a - b).map(([, digest]) => digest);
  return headAfter(headBefore, inOrder) === wanted ? null : 'not-of-the-chain';
}
