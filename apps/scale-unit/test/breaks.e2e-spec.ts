import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { judge, ownObservation, type Cause, type FindingCode, type UnitStatus } from '@app/appliance';
import { newId } from '@app/kernel';
import { sha256Hex, type Capsule } from '@app/protocol';
import { MILK, SHOP_ROWS } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let unit: TestUnit;
let register: TestRegister;
const stick = '/nowhere/a-stick-that-was-pulled-out';

/** Where it is noon now: whenever this runs, no day ends meanwhile. */
function noonZone(): string {
  const hours = 12 - new Date().getUTCHours();
  // The names of these zones count westwards.
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}
const SHOP_AT_NOON = { ...SHOP_ROWS, channel: (SHOP_ROWS['channel'] ?? []).map((row) => ({ ...row, timeZone: noonZone() })) };

beforeAll(async () => {
  unit = await openTestUnit(SHOP_AT_NOON, { UNIT_BACKUP_DIR: stick });
  register = await unit.register();
});
afterAll(() => unit.close());
afterEach(() => unit.parts.clock.correct(0));

async function statusOf(one = unit): Promise<UnitStatus> {
  const headers = { authorization: `Bearer ${one.parts.keys.tokenFor('machine.token')}` };
  return (await one.call({ method: 'GET', path: '/management/v1/status', headers })).body as UnitStatus;
}

/** Causes, and what follows from them, as the console makes them of the real answer. */
async function found(one = unit): Promise<readonly Pick<Cause, 'code'>[]> {
  const { findings } = judge(ownObservation(await statusOf(one)));
  return findings.flatMap((cause) => [cause, ...cause.consequences]);
}

const codes = async (one = unit): Promise<FindingCode[]> => (await found(one)).map(({ code }) => code);

/** Runs a job now and waits until this run has ended. */
async function run(name: string): Promise<void> {
  const endedAt = () => unit.parts.jobs.standing().find((one) => one.name === name)?.lastEndedAt ?? 0;
  const before = endedAt();
  await sleep(2);
  await unit.parts.jobs.trigger(name);
  while (endedAt() <= before) await sleep(10);
}

describe('a box that is not set up', () => {
  it('says that its products and prices are on their way, or that no register is set up yet', async () => {
    const bare = await openTestUnit({});
    expect(await codes(bare)).toContain('box.loading');
    await bare.close();
    const furnished = await openTestUnit(SHOP_ROWS);
    expect(await codes(furnished)).toContain('registers.none');
    await furnished.register();
    expect(await codes(furnished)).not.toContain('registers.none');
    await furnished.close();
  });
});

describe('a box that is broken in one way after the other', () => {
  it('names the register that fell silent amid its shift, and not one that is heard', async () => {
    await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
    expect(await codes()).not.toContain('register.silent');
    unit.parts.clock.correct(16 * MINUTE_MS);
    expect((await found()).find(({ code }) => code === 'register.silent')).toMatchObject({ register: { registerId: 'r1' }, count: 1 });
    await register.get('/api/v1/shifts');
    expect(await codes()).not.toContain('register.silent');
  });

  it('names a card payment of which nobody knows how it ended, and no more when somebody found out', async () => {
    const transactionId = newId();
    const cart = await register.post('/api/v1/carts', { transactionId, mode: 'live' });
    const seen = { 'if-match': String(cart.headers['etag']) };
    const filled = await register.post(`/api/v1/carts/${transactionId}/lines`, { lineId: newId(), barcode: MILK, quantity: '1' }, seen);
    const attempt = { attemptId: newId(), tenderTypeId: 'card', amount: filled.body.totals.remaining, drivenBy: 'register' };
    const now = { 'if-match': String(filled.headers['etag']) };
    const path = `/api/v1/carts/${transactionId}/tender-attempts`;
    expect((await register.post(path, attempt, now)).status).toBe(201);
    expect(await codes()).not.toContain('card.unclear');
    await register.post(`${path}/${attempt.attemptId}/report`, { outcome: 'unknown' });
    expect((await found()).find(({ code }) => code === 'card.unclear')).toMatchObject({ payment: { registerId: 'r1' }, count: 1 });
    await register.post(`${path}/${attempt.attemptId}/report`, { outcome: 'declined' });
    expect(await codes()).not.toContain('card.unclear');
  });

  it('says that the store cannot be copied while the stick is pulled out, and that the last copy is too old', async () => {
    await run('store.backup');
    expect(await codes()).toContain('backup.failed');
    unit.parts.clock.correct(27 * HOUR_MS);
    await run('store.backup');
    const { findings } = judge(ownObservation(await statusOf()));
    const cause = findings.find(({ code }) => code === 'backup.failed')!;
    expect(cause).toMatchObject({ lastAt: null, action: 'make-backup' });
    expect(cause.consequences.map(({ code }) => code)).toContain('backup.old');
  });

  it('names a sale that a register gives back with another content than it was told', async () => {
    const { body } = await register.post('/api/v1/sales', aSale());
    const capsule = body.capsules[0] as Capsule;
    const record = capsule.record.replace(`"receiptNumber":"`, `"receiptNumber":"9`);
    await register.post('/api/v1/capsules', { capsules: [{ ...capsule, record, digest: sha256Hex(record) }] });
    expect((await found()).find(({ code }) => code === 'journal.conflict')).toMatchObject({ names: [expect.any(String)] });
  });

  it('says that it needs too much memory', async () => {
    const { process } = await statusOf();
    const ballast = Buffer.alloc(Math.max(1, 700 * 1024 * 1024 - process!.memoryBytes), 1);
    expect(await codes()).toContain('unit.memory');
    expect(ballast.length).toBeGreaterThan(0);
  });

  it('does not start on a store file of which a page is damaged, and says that this is why', async () => {
    await sellMuch();
    await expect(unit.restart((dataDir) => damage(join(dataDir, 'store.db')))).rejects.toMatchObject({
      code: 'store.unreadable',
      cause: { code: 'database.corrupt' },
    });
  });

  async function sellMuch(): Promise<void> {
    for (let count = 0; count < 20; count += 1) expect((await register.post('/api/v1/sales', aSale())).status).toBe(201);
  }

  const aSale = () => ({
    transactionId: newId(),
    lines: [{ lineId: newId(), barcode: MILK }],
    tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '10.00' }],
  });
});

/** A page in the middle becomes what a dying disk leaves of it. */
function damage(file: string): void {
  const middle = Math.floor(statSync(file).size / 4096 / 2) * 4096;
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, middle);
  closeSync(handle);
}
