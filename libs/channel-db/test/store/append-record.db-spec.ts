import {
  findCapsule,
  findSale,
  STORE_MIGRATIONS,
  uploadRange,
  waitingUpload,
  withKey,
  type AppendedRecord,
  type AppendRequest,
} from '@app/channel-db';
import { newId } from '@app/kernel';
import { decodeRecord, GENESIS, headAfter, sha256Hex, type RecordType } from '@app/protocol';
import { eachDatabase } from '@app/testing';
import fc from 'fast-check';
import { aLine, anAudit, aJournal, aReturnOf, aSale, aShiftClose, aTrainingSale, ENROLMENT, enrol, verifier } from './a-store';

const STREAM = { instanceId: ENROLMENT.instanceId, epoch: 1, fork: 0 };

eachDatabase(STORE_MIGRATIONS, (test) => {
  const journal = aJournal();
  const append = <Type extends RecordType>(request: AppendRequest<Type>): Promise<AppendedRecord> =>
    test.database().unitOfWork.run((tx) => journal.appendRecord(tx, request));
  beforeEach(() => enrol(test.database()));

  it('gives one counter over all kinds of record, a sequence per register and kind, and chains both', async () => {
    const kinds = [aSale(), anAudit(), aSale(), aSale([aLine(1)], { registerId: 'r2' }), anAudit()];
    const records: AppendedRecord[] = [];
    for (const request of kinds) records.push(await append(request as AppendRequest));
    expect(records.map(({ numbers }) => [numbers.counter, numbers.sequence])).toEqual([[1, 1], [2, 1], [3, 2], [4, 1], [5, 2]]); // prettier-ignore
    expect(records.map(({ header }) => header.previousDigest)).toEqual([
      GENESIS, GENESIS, records[0]?.capsule.digest, GENESIS, records[1]?.capsule.digest,
    ]); // prettier-ignore
    const range = await uploadRange(test.database().reader, STREAM, 0, 100);
    expect(range.at(-1)?.uploadHead).toBe(headAfter(GENESIS, records.map(({ capsule }) => capsule.digest))); // prettier-ignore
  });

  it('stores the very bytes it digested and signed, and they decode', async () => {
    const { capsule, header } = await append(aSale([aLine(2, { name: 'שוקולד 😀 "x"\u0000' })]));
    expect(await findCapsule(test.database().reader, header.recordId)).toEqual(capsule);
    expect(sha256Hex(capsule.record)).toBe(capsule.digest);
    expect(verifier(Buffer.from(capsule.record), capsule.signature ?? '', capsule.keyId ?? '')).toBe('valid');
    expect(decodeRecord(capsule.record)).toMatchObject({ ok: true, record: { header } });
  });

  it('keeps counters without a gap and receipt numbers without a gap, whatever fails in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (fates) => {
        const { unitOfWork, reader } = test.database();
        const last = await reader.first<{ last_counter: number }>('SELECT last_counter FROM {box}');
        const before = last?.last_counter ?? 0;
        const outcomes = await Promise.allSettled(
          fates.map((isKept) =>
            unitOfWork.run(async (tx) => {
              const record = await journal.appendRecord(tx, aSale());
              if (!isKept) throw new Error('refused after numbering');
              return record;
            }),
          ),
        );
        const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.numbers] : []));
        expect(kept.map(({ counter }) => counter)).toEqual(kept.map((_, index) => before + index + 1));
        expect(kept.map(({ receiptNumber }) => receiptNumber)).toEqual(
          kept.map((_, index) => `S1-R1-${String(before + index + 1).padStart(4, '0')}`),
        );
        expect(kept).toHaveLength(fates.filter(Boolean).length);
      }),
      { numRuns: 8, seed: 20260810 },
    );
  });

  it('adds live sales to the perpetual total of their register, and a Z report carries it', async () => {
    await append(aSale([aLine(10)]));
    const second = await append(aSale([aLine(5)]));
    expect(second.numbers.perpetualTotal).toBe('1500');
    expect((await append(aShiftClose(newId()))).numbers.perpetualTotal).toBe('1500');
    expect((await append(aSale([aLine(1)], { registerId: 'r2' }))).numbers.perpetualTotal).toBe('100');
  });

  it('keeps training out of counters, totals, receipt series and the upload', async () => {
    await append(aSale());
    const training = await append(aTrainingSale());
    expect(training.numbers).toEqual({ counter: null, sequence: 1, receiptNumber: 'TRAINING-1', perpetualTotal: '0' });
    const next = await append(aSale());
    expect(next.numbers).toMatchObject({ counter: 2, sequence: 2, receiptNumber: 'S1-R1-0002', perpetualTotal: '400' });
    expect(await waitingUpload(test.database().reader)).toMatchObject({ records: 2, sales: 2, amounts: { ILS: 400 } });
  });

  it('keeps a sale that could not be signed, and says why', async () => {
    const broken = aJournal({
      signer: {
        sign: () => {
          throw new Error('the key file is unreadable');
        },
      },
    });
    const { capsule } = await test.database().unitOfWork.run((tx) => broken.appendRecord(tx, aSale()));
    expect(capsule).toMatchObject({ signature: null, keyId: null, unsignedReason: 'the key file is unreadable' });
  });

  it('refuses a transaction id it already has, and the counter is not spent', async () => {
    const recordId = newId();
    await append(aSale([aLine(1)], { recordId }));
    await expect(append(aSale([aLine(1)], { recordId }))).rejects.toMatchObject({ code: 'database.unique' });
    expect((await append(anAudit())).numbers.counter).toBe(2);
  });

  it('takes back no more than was sold, however many ask at once', async () => {
    const line = aLine(3);
    const sold = await append(aSale([line]));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => append(aSale([aReturnOf(sold.header.recordId, line.lineId, 1)]))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'return.exceeds-remaining' });
    }
  });

  it('does the work of an idempotency key once, in one commit with its answer', async () => {
    const { unitOfWork, reader } = test.database();
    const key = { deviceId: newId(), key: 'k1', fingerprint: 'a'.repeat(64) };
    const once = () => unitOfWork.run((tx) => withKey(tx, key, 1, async () => (await journal.appendRecord(tx, aSale())).header.recordId));
    const answers = await Promise.all([once(), once(), once()]);
    expect(answers.map(({ kind }) => kind)).toEqual(['done', 'replayed', 'replayed']);
    expect(new Set(answers.map((answer) => 'answer' in answer && answer.answer)).size).toBe(1);
    expect((await uploadRange(reader, STREAM, 0, 10)).length).toBe(1);
    const other = await unitOfWork.run((tx) => withKey(tx, { ...key, fingerprint: 'b'.repeat(64) }, 1, async () => 'never'));
    expect(other).toEqual({ kind: 'other-request' });
  });

  it('stores no key for work that was refused', async () => {
    const { unitOfWork } = test.database();
    const key = { deviceId: newId(), key: 'k1', fingerprint: 'a'.repeat(64) };
    await expect(unitOfWork.run((tx) => withKey(tx, key, 1, () => Promise.reject(new Error('no'))))).rejects.toThrow('no');
    expect(await unitOfWork.run((tx) => withKey(tx, key, 1, async () => 'yes'))).toEqual({ kind: 'done', answer: 'yes' });
  });

  it('finds a sale by its id as it was sold', async () => {
    const { header, numbers } = await append(aSale([aLine(2), aLine(3)]));
    expect(await findSale(test.database().reader, header.recordId)).toMatchObject({
      receiptNumber: numbers.receiptNumber, gross: 500, currency: 'ILS', lineCount: 2, mode: 'live',
    }); // prettier-ignore
  });

  it('numbers nothing on a box that was not enrolled', async () => {
    await test.database().unitOfWork.run((tx) => tx.run('DELETE FROM {box}'));
    await expect(append(aSale())).rejects.toMatchObject({ code: 'box.not-enrolled' });
  });
});
