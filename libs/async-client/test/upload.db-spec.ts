import { Journal, openSqliteStore, saveEnrolment, takeOverStore } from '@app/channel-db';
import type { SqliteDatabase } from '@app/database';
import { newId } from '@app/kernel';
import type { SignedAnswer, SignedCall } from '@app/platform';
import { GENESIS, type UploadHeader } from '@app/protocol';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineUse } from '../src/line/line-use';
import { UploadService } from '../src/upload/upload.service';
import { ExchangeClient } from '../src/wire/exchange-client';

const clock = { now: () => Date.parse('2026-08-10T09:00:00Z') };
const journal = new Journal({ signer: { sign: () => ({ signature: 'signed', keyId: 'box:test' }) }, clock });
const enrolment = {
  channelDatabaseId: 'cdb', instanceId: newId(), epoch: 1, dataGroupId: 'group', headquartersUrl: 'https://localhost', headquartersKey: 'k',
}; // prettier-ignore

let directory: string;
let store: SqliteDatabase;
let line: LineUse;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'upload-'));
  store = await openSqliteStore(join(directory, 'store.db'));
  line = new LineUse(store, clock);
  await store.unitOfWork.run((tx) => saveEnrolment(tx, enrolment, clock.now()));
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

/** An event of the box itself: a record of one line. */
const note = () =>
  store.unitOfWork.run((tx) =>
    journal.appendRecord(tx, {
      type: 'audit', channel: null, registerId: null, businessDate: null, shiftId: null, staffId: null, drawerId: null, registerTime: null,
      businessAt: clock.now(), catalogVersion: 0, body: { event: 'noted', approvedBy: null, subjectId: null, details: {} },
    }),
  ); // prettier-ignore

/** Takes every batch; `meanwhile` happens in the store while one is under way. */
class Headquarters {
  readonly batches: UploadHeader[] = [];
  byteCount = 0;
  private acknowledged = { acknowledgedCounter: 0, head: GENESIS };

  constructor(private readonly meanwhile: () => Promise<unknown>) {}

  async call({ path, body }: SignedCall): Promise<SignedAnswer> {
    if (path.endsWith('/head')) return answered({ ...this.acknowledged, isSuperseded: false });
    const header = JSON.parse(Buffer.from(body ?? '').toString('utf8').split('\n', 1)[0] ?? '') as UploadHeader; // prettier-ignore
    this.batches.push(header);
    this.byteCount += body?.length ?? 0;
    this.acknowledged = { acknowledgedCounter: header.toCounter, head: header.head };
    await this.meanwhile();
    return answered({ result: 'accepted', ...this.acknowledged, count: header.count, sums: header.sums });
  }

  download = (): Promise<never> => Promise.reject(new Error('nothing is fetched'));
  follow = this.download;
}

function answered(value: object): SignedAnswer {
  return { kind: 'answered', status: 200, body: Buffer.from(JSON.stringify(value)), json: () => value };
}

describe('the upload', () => {
  const startUpload = (headquarters: Headquarters) =>
    new UploadService({ exchange: new ExchangeClient(headquarters), store, lineUse: line, clock, onAcknowledged: () => undefined });
  const sent = ({ batches }: Headquarters) => batches.map(({ fromCounter, toCounter }) => [fromCounter, toCounter]);

  it('leaves to the next round what was born while a batch was under way', async () => {
    const headquarters = new Headquarters(note);
    const upload = startUpload(headquarters);
    await note();
    await note();
    expect(await upload.runOnce()).toEqual({ kind: 'drained', count: 2 });
    await note();
    expect(await upload.runOnce()).toEqual({ kind: 'drained', count: 2 });
    expect(sent(headquarters)).toEqual([[1, 2], [3, 4]]); // prettier-ignore
  });

  it('leaves to the next round what was born while the history of a box before was under way: what comes before it goes up first', async () => {
    const headquarters = new Headquarters(note);
    const upload = startUpload(headquarters);
    await note();
    const next = { ...enrolment, instanceId: newId(), epoch: 2 };
    await store.unitOfWork.run((tx) => takeOverStore(tx, next, clock.now()));
    expect(await upload.runOnce()).toEqual({ kind: 'drained', count: 1 });
    await upload.runOnce();
    expect(headquarters.batches.map(({ box, toCounter }) => [box.instanceId, toCounter])).toEqual([
      [enrolment.instanceId, 1],
      [next.instanceId, 1],
    ]);
  });

  it('goes on with the next batch when one was full', async () => {
    const headquarters = new Headquarters(() => Promise.resolve());
    await Promise.all(Array.from({ length: 121 }, note));
    expect(await startUpload(headquarters).runOnce()).toEqual({ kind: 'drained', count: 121 });
    expect(sent(headquarters)).toEqual([[1, 50], [51, 100], [101, 121]]); // prettier-ignore
  });

  it('keeps to the cap of the line, and looks as often as headquarters wishes', async () => {
    const headquarters = new Headquarters(() => Promise.resolve());
    await Promise.all(Array.from({ length: 60 }, note));
    line.wish({ pollSeconds: 60, uploadSeconds: 30, rateKilobytesPerSecond: 200, isMetered: true, isPaused: false });
    const upload = startUpload(headquarters);
    const began = performance.now();
    expect(await upload.runOnce()).toEqual({ kind: 'drained', count: 60 });
    expect(performance.now() - began).toBeGreaterThanOrEqual(headquarters.byteCount / 200 - 10);
    expect(upload.everyMs).toBe(30_000);
  });
});
