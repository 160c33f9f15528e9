import type { UploadRecord } from '@app/channel-db';
import { GENESIS, headAfter, sha256Hex } from '@app/protocol';
import { BatchRoom, sumsOf, uploadBatch } from './upload-batch';

const box = { channelDatabaseId: 'haifa', instanceId: '0198f5a0-0000-7000-8000-000000000001', epoch: 1, fork: 0 };

const room = new BatchRoom();

function aRecord(counter: number, changes: Partial<UploadRecord> = {}): UploadRecord {
  const record = `{"counter":${counter}}`;
  return {
    counter, record, digest: sha256Hex(record), signature: `s${counter}`, keyId: 'box:1', unsignedReason: null,
    uploadHead: null, currency: 'ILS', gross: 100, ...changes,
  }; // prettier-ignore
}

describe('an upload batch', () => {
  it('holds the records as they are stored, between its header and their signatures', () => {
    const records = [aRecord(5), aRecord(6, { signature: null })];
    const batch = uploadBatch(box, records, GENESIS, room);
    const [header, ...rest] = Buffer.from(batch!.bytes).toString('utf8').split('\n');
    expect(JSON.parse(header ?? '')).toEqual(batch!.header);
    expect(rest.slice(0, 2)).toEqual(['{"counter":5}', '{"counter":6}']);
    expect(JSON.parse(rest[2] ?? '')).toEqual({
      signatures: [
        { signature: 's5', keyId: 'box:1' },
        { signature: null, keyId: 'box:1' },
      ],
    });
    expect(batch!.header).toMatchObject({ fromCounter: 5, toCounter: 6, count: 2, sums: { ILS: '200' }, previousHead: GENESIS });
    expect(batch!.header.head).toBe(headAfter(GENESIS, records.map(({ digest }) => digest))); // prettier-ignore
  });

  it('is bounded in bytes, but never empty', () => {
    const large = 'x'.repeat(3_000_000);
    const batch = uploadBatch(box, [aRecord(1, { record: large }), aRecord(2, { record: large })], GENESIS, room);
    expect(batch!.header).toMatchObject({ fromCounter: 1, toCounter: 1, count: 1 });
    expect(uploadBatch(box, [aRecord(1, { record: large.repeat(3) })], GENESIS, room)?.header.count).toBe(1);
    expect(uploadBatch(box, [], GENESIS, room)).toBeUndefined();
  });

  it('sums sales per currency beyond what a double holds exactly, and nothing else', () => {
    const records = [aRecord(1, { gross: Number.MAX_SAFE_INTEGER }), aRecord(2, { gross: 2 }), aRecord(3, { currency: null, gross: null })];
    expect(sumsOf(records)).toEqual({ ILS: '9007199254740993' });
  });
});
