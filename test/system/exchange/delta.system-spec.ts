import type { Tx } from '@app/database';
import { keyText, priceEntity, productEntity } from '@app/protocol';
import { rmSync } from 'node:fs';
import { channelDatabase } from '../../../apps/headquarters/src/company/channel-databases';
import { findRow, removeRows, upsertRows } from '../../../apps/headquarters/src/company/company-rows';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { putJob } from '../../../apps/headquarters/src/retail-scheduler/definitions/jobs';
import { putSubjob } from '../../../apps/headquarters/src/retail-scheduler/definitions/subjobs';
import { schedulerOf } from '../../../apps/headquarters/src/retail-scheduler/scheduler-of';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { enrolledUnit, type TestUnit } from './a-box';

const WAIT_SECONDS = 20;
const of = { legalEntityId: 'harbour', channelId: '101' };
const priceKey = { channelId: '101', priceId: 'P0001' };
const productKey = (productId: string) => ({ legalEntityId: 'harbour', productId });

let headquarters: ServedHeadquarters;
let unit: TestUnit;
beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  unit = await enrolledUnit(headquarters);
  expect(await unit.exchange.download.runOnce(0)).toEqual({ kind: 'done', applied: 7, failed: [] });
});
afterAll(async () => {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
  await headquarters.dispose();
});

const write = (work: (tx: Tx) => Promise<unknown>) => headquarters.database.unitOfWork.run(work);
const newest = async () =>
  headquarters.database.reader.query<{ job: string; kind: string; state: string; row_count: number | null }>(
    'SELECT job, kind, state, row_count FROM {download_session} ORDER BY ordinal DESC LIMIT 1',
  );
const priceOf = async (productId: string) => (await unit.catalog.reader.book(of, [productId])).prices.get(productId)?.[0]?.unitPrice;
const isSold = async (productId: string) => (await unit.catalog.reader.book(of, [productId])).products.has(productId);

/** What runs on change by itself, at once. */
async function runNow(): Promise<void> {
  const scheduler = schedulerOf(headquarters);
  const view = await scheduler.view();
  await scheduler.offer([await channelDatabase(headquarters.database.reader, 'harbour')], view.definitions.jobs, view);
}

async function setPrice(unitPrice: string): Promise<void> {
  const price = await findRow(headquarters.database.reader, priceEntity, priceKey);
  if (!price) throw new Error('the demo chain has no price for P0001');
  await write((tx) => upsertRows(tx, priceEntity, [{ ...price, unitPrice }]));
}

describe('what changes at headquarters', () => {
  it('is a new price at the register: one row, by delta, while the box waits', async () => {
    const waiting = unit.exchange.download.runOnce(WAIT_SECONDS);
    await setPrice('7.7700');
    expect(await waiting).toMatchObject({ kind: 'done', applied: 1 });
    expect(await priceOf('P0001')).toBe(77_700);
    expect(await newest()).toEqual([{ job: '1020', kind: 'delta', state: 'applied', row_count: 1 }]);
  });

  it('goes down once in its last state, however often it changed while nobody asked', async () => {
    for (const unitPrice of ['1.11', '2.22', '3.33']) {
      await setPrice(unitPrice);
      await runNow();
    }
    expect(await unit.exchange.download.runOnce(WAIT_SECONDS)).toMatchObject({ kind: 'done', applied: 1 });
    expect(await priceOf('P0001')).toBe(33_300);
    expect(await newest()).toMatchObject([{ kind: 'delta', row_count: 1 }]);
  });

  it('is gone at the register when it was deleted', async () => {
    expect(await isSold('P0002')).toBe(true);
    await write((tx) => removeRows(tx, productEntity, [keyText(productEntity, productKey('P0002'))]));
    expect(await unit.exchange.download.runOnce(WAIT_SECONDS)).toMatchObject({ kind: 'done', applied: 1 });
    expect(await isSold('P0002')).toBe(false);
    expect(await newest()).toEqual([{ job: '1040', kind: 'delta', state: 'applied', row_count: 1 }]);
  });

  it('asks for a snapshot when another filter says what goes down, and is gone when it leaves that filter', async () => {
    const filter = [{ field: 'isBlocked', operator: 'is', value: false }] as const;
    await write((tx) => putSubjob(tx, { entity: 'product', job: '1040', fields: null, filter, isActive: true }));
    expect(await unit.exchange.download.runOnce(WAIT_SECONDS)).toMatchObject({ kind: 'done', applied: 1 });
    expect(await newest()).toMatchObject([{ job: '1040', kind: 'snapshot', state: 'applied' }]);
    const product = await findRow(headquarters.database.reader, productEntity, productKey('P0003'));
    if (!product) throw new Error('the demo chain has no P0003');
    await write((tx) => upsertRows(tx, productEntity, [{ ...product, isBlocked: true }]));
    expect(await isSold('P0003')).toBe(true);
    expect(await unit.exchange.download.runOnce(WAIT_SECONDS)).toMatchObject({ kind: 'done', applied: 1 });
    expect(await isSold('P0003')).toBe(false);
    expect(await newest()).toEqual([{ job: '1040', kind: 'delta', state: 'applied', row_count: 1 }]);
  });

  it('travels in another job when its entity was moved there: both jobs stand right afterwards', async () => {
    await write((tx) => putJob(tx, { job: 'PRICES-FAST', name: 'Prices first', isUrgent: true }));
    await write((tx) => putSubjob(tx, { entity: 'price', job: 'PRICES-FAST', fields: null, filter: [], isActive: true }));
    expect(await unit.exchange.download.runOnce(WAIT_SECONDS)).toMatchObject({ kind: 'done', applied: 2 });
    await setPrice('4.44');
    expect(await unit.exchange.download.runOnce(WAIT_SECONDS)).toMatchObject({ kind: 'done', applied: 1 });
    expect(await newest()).toMatchObject([{ job: 'PRICES-FAST', kind: 'delta' }]);
    expect(await priceOf('P0001')).toBe(44_400);
  });
});
