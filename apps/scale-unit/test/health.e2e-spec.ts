import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { judge, ownObservation, type UnitStatus } from '@app/appliance';
import { newId } from '@app/kernel';
import { LocalCertificate, type Job } from '@app/platform';
import { REAL_TIME_LIMITS } from '@app/real-time';
import { MILK, SHOP_ROWS } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const HEADQUARTERS = { publicKey: Buffer.alloc(32).toString('base64'), authority: '' };

const MONITORING = 'token-of-the-monitoring-in-this-store';
const PROMTOOL = process.env['TEST_PROMTOOL'] ?? 'promtool';

let unit: TestUnit;
let register: TestRegister;

async function statusOf(one = unit): Promise<UnitStatus> {
  const headers = { authorization: `Bearer ${one.parts.keys.tokenFor('machine.token')}` };
  const { status, body } = await one.call({ method: 'GET', path: '/management/v1/status', headers });
  expect(status).toBe(200);
  return body as UnitStatus;
}

/** What the console makes of the real answer: each cause with what follows from it. */
async function causes(one = unit): Promise<Record<string, string[]>> {
  const { process, ...status } = await statusOf(one);
  // Memory and lag are those of the test runner.
  const { findings } = judge(ownObservation({ ...status, process: process && { ...process, memoryBytes: 0, loopLagMs: 0 } }));
  return Object.fromEntries(findings.map(({ code, consequences }) => [code, consequences.map((finding) => finding.code)]));
}

const sell = (at = register) =>
  at.post('/api/v1/sales', {
    transactionId: newId(),
    lines: [{ lineId: newId(), barcode: MILK }],
    tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '10.00' }],
  });

beforeAll(async () => {
  unit = await openTestUnit(SHOP_ROWS, { UNIT_LAN_HOST: '127.0.0.1', UNIT_METRICS_TOKEN: MONITORING });
  register = await unit.register();
});
afterAll(() => unit.close());

describe('what is wrong with a real box', () => {
  it('a box that is well says so in health+json, its figures are what Prometheus reads, and money is for who has the token', async () => {
    const answer = await unit.call({ method: 'GET', path: '/healthz' });
    expect(answer.headers['content-type']).toMatch(/^application\/health\+json/);
    expect(answer).toMatchObject({ status: 200, body: { status: 'warn', checks: { 'line.down': [{ status: 'warn', affects: [] }] } } });
    const figures = async (headers: Record<string, string> = {}) =>
      (await unit.call({ method: 'GET', path: '/metrics', headers })).body as string;
    const open = await figures();
    expect(open).toMatch(/^store_selling 1$/m);
    expect(open).toMatch(/^store_cause\{code="line.down",weight="limits-selling"\} 1$/m);
    expect(open).not.toMatch(/unclear|shifts|amount/);
    expect(await figures({ authorization: 'Bearer guessed' })).not.toContain('shifts');
    const all = await figures({ authorization: `Bearer ${MONITORING}` });
    expect(all).toMatch(/^store_shifts_unbalanced 0$/m);
    expect(all).toMatch(/^store_card_payments_unclear 0$/m);
    const told = [...all.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name!);
    const vocabulary = readFileSync(join(__dirname, '../../../docs/monitoring.md'), 'utf8');
    expect(told.filter((name) => !vocabulary.includes(`\`${name}`))).toEqual([]);
    expect(told.length).toBeGreaterThan(25);
    const judged = spawnSync(PROMTOOL, ['check', 'metrics'], { input: all, encoding: 'utf8' });
    if (!judged.error) expect(`${judged.stdout}${judged.stderr}`).toBe('');
  });

  it('a shift that closes with too little money is counted', async () => {
    const [shiftId, till] = [newId(), register];
    await till.post('/api/v1/shifts', { shiftId, float: '100.00' });
    await till.post(`/api/v1/shifts/${shiftId}/count`, { counts: [{ tenderTypeId: 'cash', amount: '90.00' }] });
    expect((await till.post(`/api/v1/shifts/${shiftId}/close`, {})).status).toBe(200);
    const { body } = await unit.call({ method: 'GET', path: '/metrics', headers: { authorization: `Bearer ${MONITORING}` } });
    expect(body).toMatch(/^store_shifts_unbalanced 1$/m);
  });

  it('a line that was cut is one cause, with the sales that wait under it; they wait for nothing else', async () => {
    expect((await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' })).status).toBe(201);
    expect((await sell()).status).toBe(201);
    const lane = unit.parts.line.lane(REAL_TIME_LIMITS);
    unit.parts.line.connect({ url: 'http://127.0.0.1:1', ...HEADQUARTERS });
    const calls = Array.from({ length: 3 }, () => lane.call({ method: 'GET', path: '/', deadlineMs: 2_000 }));
    expect((await Promise.all(calls)).map(({ kind }) => kind)).toEqual(['unreachable', 'unreachable', 'unreachable']);
    expect(await causes()).toEqual({ 'line.down': ['real-time.refusing'] });
    unit.parts.clock.correct(20 * MINUTE_MS);
    const found = await causes();
    unit.parts.clock.correct(0);
    expect(found).toMatchObject({ 'line.down': ['real-time.refusing', 'upload.waiting'], 'clock.wrong': [] });
  });

  it('a portal that answers in place of headquarters is told from a dead line', async () => {
    const portal = createServer((_, response) => response.end('<html>Accept the terms of this network</html>')).listen(0, '127.0.0.1');
    await once(portal, 'listening');
    unit.parts.line.connect({ url: `http://127.0.0.1:${(portal.address() as AddressInfo).port}`, ...HEADQUARTERS });
    const answer = await unit.parts.line.lane({}).call({ method: 'GET', path: '/', deadlineMs: 2_000 });
    expect(answer.kind).toBe('something-else-answers');
    expect(await causes()).toHaveProperty(['line.intercepted']);
    portal.close();
  });

  it('a headquarters whose certificate is not valid by the clock of the box is told from a dead line, and a wrong clock is why', async () => {
    const [tls, ahead] = [mkdtempSync(join(tmpdir(), 'tls-')), 400 * DAY_MS];
    const certificate = await LocalCertificate.open({
      folder: tls,
      authorityName: 'Headquarters',
      names: [],
      clock: { now: () => Date.now() + ahead },
    });
    const server = createSecureServer(certificate.current(), (_, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    unit.parts.line.connect({ url, publicKey: HEADQUARTERS.publicKey, authority: certificate.authorityCertificate });
    const ask = () => unit.parts.line.lane({}).call({ method: 'GET', path: '/', deadlineMs: 2_000 });
    expect(await ask()).toMatchObject({ reason: 'certificate-dates' });
    expect(await ask()).toMatchObject({ reason: 'certificate-dates' });
    expect(await causes()).toHaveProperty(['line.refused']);
    unit.parts.clock.correct(ahead);
    expect((await causes())['clock.wrong']).toContain('line.refused');
    // Now it gets through; that nobody signed what was answered is another matter.
    expect(await ask()).toMatchObject({ kind: 'something-else-answers' });
    unit.parts.clock.correct(0);
    server.close();
    rmSync(tls, { recursive: true });
  });

  it('a shift that stays open when its day is over, and a certificate that time has overtaken, until it is renewed (renew-certificate)', async () => {
    const { validUntil } = (await statusOf()).certificate!;
    expect(validUntil).toBeGreaterThan(Date.now() + 80 * DAY_MS);
    unit.parts.clock.correct(80 * DAY_MS);
    expect(Object.values(await causes()).flat()).toEqual(expect.arrayContaining(['certificate.old']));
    expect(await causes()).toHaveProperty(['shift.overdue']);
    unit.parts.clock.correct(91 * DAY_MS);
    expect(Object.values(await causes()).flat()).toEqual(expect.arrayContaining(['certificate.expired']));
    const headers = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
    const renewed = await unit.call({ method: 'POST', path: '/management/v1/certificate/renew', headers });
    expect(renewed).toMatchObject({ status: 200, body: { isNew: true } });
    expect(renewed.body.validUntil).toBeGreaterThan(Date.now() + 170 * DAY_MS);
    expect(Object.values(await causes()).flat()).not.toContain('certificate.expired');
    unit.parts.clock.correct(0);
  });

  it('work of the box that fails again and again', async () => {
    const job: Job = { name: 'always-failing', everyMs: 1, runsAtStart: true, run: () => Promise.reject(new Error('no room')) };
    await unit.parts.jobs.add(job);
    const standing = async () => (await statusOf()).jobs?.find(({ name }) => name === job.name);
    while (((await standing())?.failures ?? 0) < 3) await sleep(20);
    expect(Object.entries(await causes()).flat(2)).toContain('jobs.failing');
  });

  it('sends what waits when it is told to, not only at its time', async () => {
    const lastTry = () => unit.parts.jobs.standing().find(({ name }) => name === 'exchange.upload')?.lastEndedAt ?? 0;
    const [headers, before] = [{ authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` }, lastTry()];
    await sleep(5);
    expect((await unit.call({ method: 'POST', path: '/management/v1/exchange/send', headers })).status).toBe(204);
    while (lastTry() <= before) await sleep(10);
  });

  it('a process that something holds, and how long its commits take', async () => {
    await sleep(300);
    const end = performance.now() + 900;
    while (performance.now() < end);
    await sleep(300);
    const status = await statusOf();
    expect(status.process).toMatchObject({ loopLagMs: expect.any(Number), memoryBytes: expect.any(Number), flushMs: expect.any(Number) });
    // Amid hundreds of other tests the process also needs much memory, and then that is the cause.
    const found = judge(ownObservation(status)).findings.flatMap((cause) => [cause, ...cause.consequences]);
    expect(found.map(({ code }) => code)).toContain('unit.slow');
  });
});

const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
const canMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'store', folder], { stdio: 'ignore' }).status === 0;
afterAll(() => {
  if (canMount) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
});

const describeOnDisk = canMount ? describe : describe.skip;
describeOnDisk(`a disk that is full${canMount ? '' : ' [skipped: a small disk cannot be mounted here]'}`, () => {
  it('refuses the next sale whole, is named as the cause, and lets sales go on when there is room again', async () => {
    const small = await openTestUnit(SHOP_ROWS, { DATA_DIR: folder });
    const till = await small.register();
    await till.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
    expect((await sell(till)).status).toBe(201);
    fillUp();
    let refused = await sell(till);
    for (let tries = 0; tries < 200 && refused.status === 201; tries += 1) refused = await sell(till);
    expect(refused.status).toBeGreaterThanOrEqual(500);
    // A copy of the store would not fit beside it either.
    expect((await causes(small))['disk.full']).toContain('database.large');
    const before = (await statusOf(small)).upload.waitingCount;
    rmSync(join(folder, 'ballast'));
    expect((await sell(till)).status).toBe(201);
    expect((await statusOf(small)).upload.waitingCount).toBe(before + 1);
    await small.close();
  });

  it('says that little is left before nothing is', async () => {
    const half = mkdtempSync(join(tmpdir(), 'half-disk-'));
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1g', 'store', half]).status).toBe(0);
    const low = await openTestUnit(SHOP_ROWS, { DATA_DIR: half });
    expect(await causes(low)).toHaveProperty(['disk.low']);
    await low.close();
    spawnSync('umount', [half]);
    rmSync(half, { recursive: true, force: true });
  });

  function fillUp(): void {
    for (const size of [1 << 20, 1 << 12]) {
      try {
        for (;;) writeFileSync(join(folder, 'ballast'), Buffer.alloc(size), { flag: 'a' });
      } catch {
        // full
      }
    }
  }
});
