import { currentGeneration, generationFile } from '@app/channel-db';
import { newId } from '@app/kernel';
import { MILK } from '@app/testing';
import Sqlite from 'better-sqlite3';
import { exchangeLines } from '../src/cli/exchange-commands';
import { openTestUnit, type TestUnit } from './a-unit';

let unit: TestUnit;
beforeAll(async () => {
  unit = await openTestUnit();
});
afterAll(() => unit.close());

const ask = (method: 'GET' | 'POST', path: string, body?: object) =>
  unit.call({
    method,
    path: `/management/v1/exchange${path}`,
    headers: { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` },
    ...(body && { body }),
  });

/** Notes in the catalog that a package of 34 rows, made then, was applied. */
function applied(job: string, createdAt: number): void {
  const { dataDir } = unit.parts.settings;
  const catalog = new Sqlite(generationFile(dataDir, currentGeneration(dataDir) ?? 1));
  catalog
    .prepare(
      `INSERT INTO download_cursor (job, to_version, package_id, kind, row_count, quarantined_count, catalog_version, created_at, applied_at)
       VALUES (?, 5, ?, 'delta', 34, 0, 2, ?, ?)`,
    )
    .run(job, newId(), createdAt, createdAt);
  catalog.close();
}

describe('the exchange at the management API', () => {
  it('shows jobs, what waits and what is aside, and says so in store words', async () => {
    const { status, body } = await ask('GET', '');
    expect(status).toBe(200);
    expect(body).toMatchObject({ isPausedHere: false, upload: { waitingCount: 0 }, quarantinedCount: 0, lastCheck: null });
    expect(await ask('GET', '/check')).toMatchObject({ status: 200, body: { last: null } });
    expect(await ask('POST', '/check', { repairs: true })).toMatchObject({ status: 503, body: { code: 'exchange.not-asked' } });
    expect(exchangeLines(body as never)).toEqual(expect.arrayContaining(['Headquarters has every sale.', 'Nothing is in quarantine.']));
    expect((await ask('GET', '/quarantine')).body).toEqual({ rows: [] });
    expect((await ask('GET', '/sessions')).body).toEqual({ sessions: [], failures: [] });
  });

  it('is paused until it is resumed', async () => {
    expect((await ask('POST', '/pause')).body).toMatchObject({ isPausedHere: true });
    const { body } = await ask('GET', '');
    expect(exchangeLines(body as never)[0]).toBe('Paused at this box: nothing comes down.');
    expect((await ask('POST', '/resume')).body).toMatchObject({ isPausedHere: false });
  });

  it('says when headquarters cannot be asked for a snapshot, and takes the number of a job only', async () => {
    expect(await ask('POST', '/resnapshot', { job: '1040' })).toMatchObject({ status: 503, body: { code: 'exchange.not-asked' } });
    expect((await ask('POST', '/resnapshot', { job: '../1040' })).status).toBe(400);
  });

  it('is told to monitoring, what sales are worth only to who has the credential', async () => {
    const register = await unit.register();
    await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
    const tenders = [{ tenderId: newId(), tenderTypeId: 'cash', amount: '10.00' }];
    const lines = [{ lineId: newId(), barcode: MILK }];
    expect((await register.post('/api/v1/sales', { transactionId: newId(), lines, tenders })).status).toBe(201);
    applied('1040', unit.parts.clock.now() - 125_000);
    const headers = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
    const { body: all } = await unit.call({ method: 'GET', path: '/management/v1/metrics', headers });
    expect(all).toMatch(/^store_sales_waiting 1$/m);
    expect(all).toMatch(/^store_sales_waiting_amount\{currency="ILS"\} 6\.9\d*$/m);
    expect(all).toMatch(/^store_sales_waiting_oldest_seconds \d/m);
    expect(all).toMatch(/^store_upload_last_timestamp_seconds 0$/m);
    const { body: open } = await unit.call({ method: 'GET', path: '/metrics' });
    expect(open).toMatch(/^store_exchange_paused 0$/m);
    expect(open).toMatch(/^store_job_age_seconds\{job="1040"\} 120$/m);
    expect(open).toMatch(/^store_job_rows\{job="1040"\} 34$/m);
    expect(open).toMatch(/^store_job_quarantined_rows\{job="1040"\} 0$/m);
    expect(open).not.toContain('waiting');
  });

  it('is for the machine alone', async () => {
    expect((await unit.call({ method: 'GET', path: '/management/v1/exchange' })).status).toBe(401);
  });
});
