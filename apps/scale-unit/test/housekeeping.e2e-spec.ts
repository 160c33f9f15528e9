import { openSync, closeSync, writeSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findSetting, standingAlarms } from '@app/channel-db';
import { backUpFile, checkFile, type FileChecker } from '@app/store-files';
import { DatabaseCheck } from '../src/housekeeping/database-check';
import { tidyJob } from '../src/housekeeping/tidy-job';
import { openTestUnit, type TestUnit } from './a-unit';

const DAY_MS = 86_400_000;
const never = new AbortController().signal;

let unit: TestUnit;
beforeAll(async () => {
  unit = await openTestUnit();
});
afterAll(() => unit.close());

describe('the check of the store file', () => {
  const inPlace: FileChecker = async (file, depth) => checkFile(file, depth);
  const checkOf = (file: string | null, check = inPlace) =>
    new DatabaseCheck({ file, check, store: unit.parts.store, clock: unit.parts.clock });

  it('reads the whole file once a day, beside sales', async () => {
    const depths: string[] = [];
    const check = checkOf(
      join(unit.parts.settings.dataDir, 'store.db'),
      (file, depth, signal) => (depths.push(depth), inPlace(file, depth, signal)),
    );
    expect(check.standing).toEqual({ ok: true, checkedAt: null, message: null });
    await check.job.run(never);
    await check.job.run(never);
    expect(check.standing).toMatchObject({ ok: true, checkedAt: expect.any(Number), message: null });
    unit.parts.clock.correct(DAY_MS);
    await check.job.run(never);
    expect(depths).toEqual(['full', 'full']);
  });

  it('says what is damaged, raises an alarm, and takes it back when a later check finds nothing', async () => {
    const check = checkOf(await aDamagedCopy());
    await check.job.run(never);
    expect(check.standing).toMatchObject({ ok: false, message: expect.stringMatching(/.+/) });
    expect(await standingAlarms(unit.parts.store.reader)).toMatchObject([
      { code: 'store.damaged', details: { message: check.standing.message } },
    ]);
    await checkOf(join(unit.parts.settings.dataDir, 'store.db')).job.run(never);
    expect(await standingAlarms(unit.parts.store.reader)).toEqual([]);
  });

  it('stands in the status', async () => {
    const headers = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
    const { body } = await unit.call({ method: 'GET', path: '/management/v1/status', headers });
    expect(body.database).toEqual({ ok: true, checkedAt: null, message: null, engine: 'sqlite' });
  });

  /** Its second half overwritten, as a dying disk does. */
  async function aDamagedCopy(): Promise<string> {
    const file = join(unit.parts.settings.dataDir, 'damaged.db');
    await backUpFile(join(unit.parts.settings.dataDir, 'store.db'), file);
    const size = statSync(file).size;
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(size / 2, 0x5a), 0, size / 2, size / 2);
    closeSync(handle);
    return file;
  }
});

describe('tidying up', () => {
  it('removes what has served once a day, also when the box was off in between', async () => {
    const { store, clock } = unit.parts;
    const insertKey = (key: string) =>
      store.unitOfWork.run((tx) =>
        tx.run('INSERT INTO {idempotency_key} (device_id, request_key, fingerprint, created_at, answer) VALUES (?, ?, ?, ?, ?)', [
          'd',
          key,
          'f',
          clock.now() - 40 * DAY_MS,
          '{}',
        ]),
      );
    const keys = async () => (await store.reader.query("SELECT request_key FROM {idempotency_key} WHERE device_id = 'd'")).length;
    await insertKey('one');
    await tidyJob(store, clock).run(never);
    expect([await keys(), await findSetting(store.reader, 'store.tidied-at')]).toEqual([0, expect.any(Number)]);
    await insertKey('two');
    await tidyJob(store, clock).run(never);
    expect(await keys()).toBe(1);
    clock.correct(3 * DAY_MS);
    await tidyJob(store, clock).run(never);
    expect(await keys()).toBe(0);
  });
});
