import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOG_MIGRATIONS, CatalogReader, catalogTable, cellsOf, Journal, openSqliteStore, saveEnrolment } from '@app/channel-db';
import { openSqlite, type Database } from '@app/database';
import { newId, parseQuantity, parseRate, parseUnitPrice, type Clock } from '@app/kernel';
import { createSelling, type Selling, type Seller } from '../src';

/** 12:00 on a Monday in Tel Aviv. */
export const NOON = Date.parse('2026-08-10T09:00:00Z');
const FOREVER = { validFrom: '2000-01-01', validTo: '2154-12-31' };
const OF_ENTITY = { legalEntityId: 'le1' };
const OF_CHANNEL = { channelId: 'store-1' };

export const MILK = '7290004131074';
export const WINE = '7290014758988';
export const SIX_PACK = '7290011194246';
/** In-house code of apples; labels 2100123PPPPPC carry their price, 2900123WWWWWC their weight. */
export const APPLES = '123';

const product = (productId: string, change: object = {}) => ({
  ...OF_ENTITY, productId, name: productId, categoryId: null, itemTaxGroupId: 'full', unitId: 'pcs', isWeighed: false,
  mustKeyInPrice: false, minimumAge: null, isDiscountable: true, isBlocked: false, ...change,
}); // prettier-ignore
const barcode = (code: string, productId: string, unitId = 'pcs', quantity = '1') => ({
  ...OF_ENTITY, barcode: code.length > 8 ? code.padStart(14, '0') : code, productId, unitId, quantity: parseQuantity(quantity),
}); // prettier-ignore
export const price = (productId: string, unitPrice: string, unitId = 'pcs', change: object = {}) => ({
  ...OF_ENTITY, ...OF_CHANNEL, priceId: `p-${productId}-${unitPrice}`, productId, unitId, unitPrice: parseUnitPrice(unitPrice), ...FOREVER, ...change,
}); // prettier-ignore
const tender = (tenderTypeId: string, kind: string, change: object = {}) => ({
  ...OF_CHANNEL, tenderTypeId, name: tenderTypeId, function: kind, roundingStep: '0.10', roundingMode: 'half-away-from-zero', allowsOvertender: true,
  maximumOvertender: null, changeTenderTypeId: 'cash', minimumAmount: null, maximumAmount: null, allowsReturn: true, opensDrawer: true,
  isCounted: true, ...change,
}); // prettier-ignore
const mask = (maskId: string, prefix: string, carries: string, valueDecimals: number) => ({
  ...OF_ENTITY, maskId, prefix, length: 13, carries, productStart: 2, productLength: 5, valueStart: 7, valueLength: 5, valueDecimals,
}); // prettier-ignore

/** A store with two registers that sells milk, wine, six-packs and apples by weight. */
export const ROWS: Readonly<Record<string, readonly object[]>> = {
  currency: [{ currencyCode: 'ILS', minorDigits: 2 }],
  unitOfMeasure: [{ unitId: 'pcs', name: 'pieces', decimals: 0 }, { unitId: 'kg', name: 'kilogram', decimals: 3 }],
  legalEntity: [{ ...OF_ENTITY, name: 'Chain', registrationNumber: '1', currency: 'ILS' }],
  channel: [
    {
      ...OF_CHANNEL, ...OF_ENTITY, name: 'Corner store', address: '1 Main street', currency: 'ILS', timeZone: 'Asia/Jerusalem', dayCutOffMinutes: 240,
      pricesIncludeTax: true, taxGroupId: 'store', locale: 'en-GB', receiptHeader: '', receiptFooter: 'Thank you',
    },
  ],
  taxCode: [{ ...OF_ENTITY, taxCodeId: 'vat', name: 'VAT', rate: parseRate('0.18'), ...FOREVER }],
  taxGroupCode: [{ ...OF_ENTITY, taxGroupId: 'store', taxCodeId: 'vat' }],
  itemTaxGroupCode: [{ ...OF_ENTITY, itemTaxGroupId: 'full', taxCodeId: 'vat' }],
  barcodeMask: [mask('price', '21', 'price', 2), mask('weight', '29', 'weight', 3)],
  register: ['r1', 'r2'].map((registerId) => ({ ...OF_CHANNEL, registerId, name: registerId, drawerId: `d-${registerId}`, receiptMask: 'S-TT-####', terminalId: null })),
  worker: [{ ...OF_CHANNEL, ...OF_ENTITY, workerId: 'anna', name: 'Anna', language: 'en', permissionGroupId: 'cashier', pinVerifier: null, isBlocked: false }],
  tenderType: [tender('cash', 'cash'), tender('card', 'card', { roundingStep: '0', allowsOvertender: false, changeTenderTypeId: null })],
  product: [
    product('milk'), product('wine', { minimumAge: 18 }), product('apples', { unitId: 'kg', isWeighed: true }), product('repair', { mustKeyInPrice: true }),
  ],
  productBarcode: [barcode(MILK, 'milk'), barcode(WINE, 'wine'), barcode(SIX_PACK, 'milk', 'pcs', '6'), barcode(APPLES, 'apples', 'kg')],
  price: [price('milk', '6.93'), price('wine', '39.90'), price('apples', '8.90', 'kg')],
}; // prettier-ignore

export async function putRows(database: Database, rows: Readonly<Record<string, readonly object[]>>, version: number): Promise<void> {
  await database.unitOfWork.run(async (tx) => {
    for (const [name, values] of Object.entries(rows)) {
      const entity = catalogTable(name);
      if (!entity) throw new Error(`no entity ${name}`);
      const columns = entity.columns.map(({ column }) => column).join(', ');
      const marks = entity.columns.map(() => '?').join(', ');
      for (const value of values) {
        const cells = cellsOf(entity.columns, value as Record<string, unknown>).map((cell) =>
          typeof cell === 'boolean' ? Number(cell) : cell,
        );
        await tx.run(`INSERT INTO {${entity.table}} (${columns}) VALUES (${marks})`, cells);
      }
    }
    await tx.run('UPDATE {catalog_state} SET version = ? WHERE id = 1', [version]);
  });
}

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

export async function openShop(): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  const store = await openSqliteStore(join(folder, 'store.db'));
  const catalogFile = await openSqlite({ file: join(folder, 'catalog.db'), migrations: CATALOG_MIGRATIONS });
  await putRows(catalogFile, ROWS, 1);
  const clock = { at: NOON, now: () => clock.at };
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
    openShift: (registerId = 'r1') => openShift(store, journal, registerId, clock.now()),
    close: async () => {
      await store.close();
      await catalogFile.close();
      rmSync(folder, { recursive: true, force: true });
    },
  }; // prettier-ignore
}

async function openShift(store: Database, journal: Journal, registerId: string, now: number): Promise<string> {
  const shiftId = newId();
  await store.unitOfWork.run((tx) =>
    journal.appendRecord(tx, {
      type: 'shift-open', recordId: newId(), channel: { legalEntityId: 'le1', channelId: 'store-1', timeZone: 'Asia/Jerusalem' },
      registerId, businessDate: '2026-08-10', shiftId, staffId: 'anna', drawerId: `d-${registerId}`, registerTime: null, businessAt: now,
      catalogVersion: 1, body: { openedAt: now, currency: 'ILS', float: '100.00' },
    }),
  ); // prettier-ignore
  return shiftId;
}
