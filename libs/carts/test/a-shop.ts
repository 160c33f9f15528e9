import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOG_MIGRATIONS, CatalogReader, Journal, openSqliteStore, saveEnrolment } from '@app/channel-db';
import { openSqlite, type Database } from '@app/database';
import { businessDate, newId, type Clock } from '@app/kernel';
import { NOON, putRows, SHOP_ROWS } from '@app/testing';
import { createSelling, type Selling, type Seller } from '../src';

export interface Shop {
  readonly store: Database;
  readonly catalogFile: Database;
  readonly catalog: CatalogReader;
  readonly journal: Journal;
  readonly selling: Selling;
  /** Both clocks; a test may set it. */
  readonly clock: { at: number } & Clock;
  openShift(registerId?: string): Promise<string>;
  close(): Promise<void>;
}

export const SELLER: Seller = {
  deviceId: 'device-1',
  legalEntityId: 'le1',
  channelId: 'store-1',
  registerId: 'r1',
  staffId: 'anna',
  approvedBy: null,
};

export async function openShop(rows: Readonly<Record<string, readonly object[]>> = SHOP_ROWS, at = NOON): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  const store = await openSqliteStore(join(folder, 'store.db'));
  const catalogFile = await openSqlite({ file: join(folder, 'catalog.db'), migrations: CATALOG_MIGRATIONS });
  await putRows(catalogFile, rows, 1);
  const clock = { at, now: () => clock.at };
  const instanceId = newId();
  await store.unitOfWork.run((tx) =>
    saveEnrolment(
      tx,
      { channelDatabaseId: 'cdb', instanceId, epoch: 1, dataGroupId: 'group', headquartersUrl: 'https://localhost', headquartersKey: 'k' },
      NOON,
    ),
  );
  const catalog = new CatalogReader({ read: (work) => work(catalogFile.reader) });
  const journal = new Journal({ signer: { sign: () => ({ signature: 'signed', keyId: 'box:test' }) }, clock });
  const selling = createSelling({ database: store, catalog, journal, clock, businessClock: clock });
  return {
    store, catalogFile, catalog, journal, selling, clock,
    openShift: (registerId = 'r1') => openShift({ store, journal, catalog }, registerId, clock.now()),
    close: async () => {
      await store.close();
      await catalogFile.close();
      rmSync(folder, { recursive: true, force: true });
    },
  }; // prettier-ignore
}

async function openShift(
  { store, journal, catalog }: Pick<Shop, 'store' | 'journal' | 'catalog'>,
  registerId: string,
  now: number,
): Promise<string> {
  const shiftId = newId();
  const rules = await catalog.rules('store-1');
  if (!rules) throw new Error('the shop has a channel');
  const { timeZone, dayCutOffMinutes, currency, legalEntityId, channelId } = rules;
  await store.unitOfWork.run((tx) =>
    journal.appendRecord(tx, {
      type: 'shift-open', recordId: newId(), channel: { legalEntityId, channelId, timeZone }, registerId,
      businessDate: businessDate(now, timeZone, dayCutOffMinutes), shiftId, staffId: 'anna', drawerId: `d-${registerId}`,
      registerTime: null, businessAt: now, catalogVersion: 1, body: { openedAt: now, currency: currency.code, float: '100' },
    }),
  ); // prettier-ignore
  return shiftId;
}
