import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, ownObservation, type UnitStatus } from '@app/appliance';
import { saveSetting, standingAlarms } from '@app/channel-db';
import { containsCardNumber, newId } from '@app/kernel';
import { newToken } from '@app/platform';
import { MILK } from '@app/testing';
import { backupJob } from '../src/backups/backup-jobs';
import { BackupsService } from '../src/backups/backups.service';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;
const never = new AbortController().signal;

let unit: TestUnit;
let register: TestRegister;
let sold = 0;
beforeAll(async () => {
  unit = await openTestUnit();
  register = await unit.register();
  await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
  await sell(3);
});
afterAll(() => unit.close());

const manage = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
  const headers = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
  return unit.call({ method, path: `/management/v1${path}`, headers, ...(body === undefined ? {} : { body }) });
};
const service = () => unit.app.get(BackupsService, { strict: false });
const alarms = async () => (await standingAlarms(unit.parts.store.reader)).map(({ code, details }) => [code, details['reason']]);
/** As the console makes it of the real answer. */
const found = async () => {
  const { findings } = judge(ownObservation((await manage('GET', '/status')).body as UnitStatus));
  return findings.flatMap(({ code, consequences }) => [code, ...consequences.map((one) => one.code)]);
};
const folder = () => join(unit.parts.settings.dataDir, 'backups');

async function sell(count: number): Promise<void> {
  for (let sale = 0; sale < count; sale += 1) {
    const tenders = [{ tenderId: newId(), tenderTypeId: 'cash', amount: '10.00' }];
    const { status } = await register.post('/api/v1/sales', {
      transactionId: newId(),
      lines: [{ lineId: newId(), barcode: MILK }],
      tenders,
    });
    expect(status).toBe(201);
    sold += 1;
  }
}

/** Asks for a piece of work and waits until the state says that it ended. */
async function done(path: string, body: unknown = path.endsWith('/drill') ? {} : undefined) {
  expect((await manage('POST', path, body)).status).toBe(202);
  for (;;) {
    const state = (await manage('GET', '/backups')).body;
    if (state.current === null) return state;
    await new Promise(setImmediate);
  }
}

describe('a copy of the store', () => {
  it('is made on demand, names its books, and nothing unencrypted is left anywhere', async () => {
    const state = await done('/backups');
    expect(state).toMatchObject({ isPossible: true, failed: null, copies: [{ sales: sold, canOpen: true, name: state.lastCopy.name }] });
    expect(readdirSync(unit.parts.settings.dataDir)).not.toContain('scratch');
    expect(readdirSync(folder())).toEqual([state.lastCopy.name]);
    const bytes = readFileSync(join(folder(), state.lastCopy.name));
    for (const secret of ['SQLite format', MILK, 'anna', unit.parts.keys.read('recovery.code')!.trim()])
      expect(bytes.includes(secret)).toBe(false);
  });

  it('tells nothing of 40 secrets and 1,000 card numbers in the store to whoever finds it', async () => {
    const secrets = Array.from({ length: 40 }, () => newToken().token);
    const cards = Array.from({ length: 1_000 }, (_, index) => cardNumber(index));
    await unit.parts.store.unitOfWork.run((tx) => saveSetting(tx, 'planted', { secrets, cards }, unit.parts.clock.now()));
    const { lastCopy } = await done('/backups');
    const bytes = readFileSync(join(folder(), lastCopy.name));
    expect([...secrets, ...cards].filter((planted) => bytes.includes(planted))).toEqual([]);
    expect(cards.every(containsCardNumber)).toBe(true);
  });

  it('is proven by bringing it back: every page, every record, and the books the store had at that moment', async () => {
    await sell(2);
    const { lastDrill, lastCopy } = await done('/backups/drill');
    expect(lastDrill).toMatchObject({ name: lastCopy.name, faults: [], sales: sold - 2, records: lastCopy.records });
    expect(await alarms()).toEqual([]);
  });

  it('that was changed, or is of another store, is refused by name and alarmed', async () => {
    const { name } = (await service().done.lastCopy())!;
    const bytes = readFileSync(join(folder(), name));
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bytes.length >> 1) ^ 4, bytes.length >> 1);
    writeFileSync(join(folder(), name), changed);
    expect((await done('/backups/drill')).failed).toMatchObject({ activity: 'drill', code: 'backup.damaged' });
    expect(await alarms()).toEqual([['backup.failed', 'backup.damaged']]);
    writeFileSync(join(folder(), name), bytes);
    expect((await done('/backups/drill', { name })).failed).toBeNull();
    expect(await alarms()).toEqual([]);
    expect((await done('/backups/drill', { name: '../store.db' })).failed).toMatchObject({ code: 'backup.unknown' });
    await done('/backups/drill');
  });

  it('whose store lost or changed a record since does not pass for equal', async () => {
    const run = (sql: string) => unit.parts.store.unitOfWork.run((tx) => tx.run(sql));
    await run('UPDATE {record} SET gross = gross + 1 WHERE counter = 4');
    const { lastDrill } = await done('/backups/drill');
    expect(lastDrill.faults).toEqual([expect.stringMatching(/^compared with the store: .*sums is/)]);
    expect((await alarms()).map(([code]) => code)).toEqual(['backup.drill-failed']);
    expect(await found()).toContain('backup.unproven');
    await run('UPDATE {record} SET gross = gross - 1 WHERE counter = 4');
    await done('/backups/drill');
    expect(await found()).not.toContain('backup.unproven');
  });

  it('is refused while another is made, and goes on', async () => {
    const both = await Promise.all([manage('POST', '/backups'), manage('POST', '/backups')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'backup.busy', retryable: true });
    while (service().activity.standing.current) await new Promise(setImmediate);
  });

  it('has a recovery code that stays the same after a restart', async () => {
    const { code } = (await manage('GET', '/recovery-code')).body;
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    const next = await unit.restart();
    register = next.comeBack(register);
    unit = next;
    await register.post('/api/v1/session/heads', { heads: [] });
    expect((await manage('GET', '/recovery-code')).body.code).toBe(code);
    expect((await manage('GET', '/backups')).body.lastCopy.records).toBeGreaterThan(0);
  });
});

describe('the copy of the night', () => {
  const job = () => backupJob(service(), unit.parts.clock);

  it('is made once a night, and a copy is proven once a week', async () => {
    const before = (await service().done.lastCopy())!.at;
    unit.parts.clock.correct(DAY_MS);
    const nightly = job();
    await nightly.run(never);
    const { at } = (await service().done.lastCopy())!;
    expect(at).toBeGreaterThan(before + DAY_MS / 2);
    await nightly.run(never);
    expect((await service().done.lastCopy())!.at).toBe(at);
    const drilled = (await service().done.lastDrill())!.at;
    unit.parts.clock.correct(9 * DAY_MS);
    await job().run(never);
    expect((await service().done.lastDrill())!.at).toBeGreaterThan(drilled);
  });

  it('keeps as many as it was told, and never fewer than the newest', async () => {
    for (let day = 10; day < 24; day += 1) {
      unit.parts.clock.correct(day * DAY_MS);
      await job().run(never);
    }
    const copies = await service().copies.list();
    expect(copies.length).toBeGreaterThanOrEqual(7);
    expect(copies.length).toBeLessThanOrEqual(11);
    expect(copies[0]?.at).toBe((await service().done.lastCopy())!.at);
    expect(readdirSync(folder()).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('a place for copies that is not there', () => {
  it('is said at once, tried again each hour, overdue after a night, and mended by itself', async () => {
    const away = await openTestUnit(undefined, { UNIT_BACKUP_DIR: join(unit.parts.settings.dataDir, 'stick') });
    const backups = away.app.get(BackupsService, { strict: false });
    const codes = async () => (await standingAlarms(away.parts.store.reader)).map(({ code, details }) => [code, details['reason']]);
    const nightly = backupJob(backups, away.parts.clock);
    away.parts.clock.correct(DAY_MS);
    await expect(nightly.run(never)).rejects.toMatchObject({ code: 'backup.target-missing' });
    await nightly.run(never);
    expect(await codes()).toEqual([['backup.failed', 'backup.target-missing']]);
    expect(backups.copies.isOnSameDisk()).toBeNull();
    away.parts.clock.correct(2.5 * DAY_MS);
    await expect(nightly.run(never)).rejects.toMatchObject({ code: 'backup.target-missing' });
    expect((await codes()).map(([code]) => code).toSorted()).toEqual(['backup.failed', 'backup.overdue']);
    mkdirSync(join(unit.parts.settings.dataDir, 'stick'));
    away.parts.clock.correct(2.6 * DAY_MS);
    await nightly.run(never);
    expect(await codes()).toEqual([]);
    expect(backups.copies.isOnSameDisk()).toBe(true);
    renameSync(join(unit.parts.settings.dataDir, 'stick'), join(unit.parts.settings.dataDir, 'pulled'));
    expect(await backups.copies.list()).toEqual([]);
    await away.close();
  });
});

/** A valid one of 16 digits. */
function cardNumber(index: number): string {
  const body = `411111${String(index).padStart(9, '0')}`;
  return Array.from({ length: 10 }, (_, digit) => `${body}${digit}`).find(containsCardNumber) ?? '';
}
