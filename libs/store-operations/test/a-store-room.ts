import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CATALOG_MIGRATIONS,
  CatalogReader,
  catalogTable,
  cellsOf,
  insertCart,
  Journal,
  saveEnrolment,
  type RequestKey,
} from '@app/channel-db';
import { addLine, beginCart, calculateCart, DEFAULT_PERMISSION_GROUPS, type Cart, type TradeMode } from '@app/commerce';
import { openSqlite, type Database } from '@app/database';
import { formatAmount, newId, parseRate, parseUnitPrice, quantity, type Clock } from '@app/kernel';
import type { RecordBody } from '@app/protocol';
import type { Actor, Store } from '../src';
import { tillOf } from '../src/till';

/** 12:00 on a Monday in Tel Aviv. */
export const NOON = Date.parse('2026-08-10T09:00:00Z');
const FOREVER = { validFrom: '2000-01-01', validTo: '2154-12-31' };
const OF_ENTITY = { legalEntityId: 'le1' };
const OF_CHANNEL = { channelId: 'store-1' };

const tender = (tenderTypeId: string, kind: string, change: object = {}) => ({
  ...OF_CHANNEL, tenderTypeId, name: tenderTypeId, function: kind, roundingStep: '0', roundingMode: 'half-away-from-zero', allowsOvertender: false,
  maximumOvertender: null, changeTenderTypeId: null, minimumAmount: null, maximumAmount: null, allowsReturn: true, opensDrawer: false,
  isCounted: false, ...change,
}); // prettier-ignore
const register = (registerId: string, drawerId = `d-${registerId}`) => ({
  ...OF_CHANNEL, registerId, name: registerId, drawerId, receiptMask: '####', terminalId: registerId === 'r3' ? null : `t-${registerId}`,
}); // prettier-ignore

export interface Place {
  readonly currency: string;
  readonly timeZone: string;
  readonly dayCutOffMinutes: number;
}
const SHEKELS: Place = { currency: 'ILS', timeZone: 'Asia/Jerusalem', dayCutOffMinutes: 240 };

const rowsOf = ({ currency, timeZone, dayCutOffMinutes }: Place): Record<string, readonly object[]> => ({
  unitOfMeasure: [{ unitId: 'pcs', name: 'pieces', decimals: 0 }],
  legalEntity: [{ ...OF_ENTITY, name: 'Chain', registrationNumber: '1', currency }],
  channel: [
    {
      ...OF_CHANNEL, ...OF_ENTITY, name: 'Corner store', address: '', currency, timeZone, dayCutOffMinutes, pricesIncludeTax: true,
      taxGroupId: 'store', locale: 'en-GB', receiptHeader: '', receiptFooter: '',
    },
  ],
  taxCode: [{ ...OF_ENTITY, taxCodeId: 'vat', name: 'VAT', rate: parseRate('0.18'), ...FOREVER }],
  taxGroupCode: [{ ...OF_ENTITY, taxGroupId: 'store', taxCodeId: 'vat' }],
  itemTaxGroupCode: [{ ...OF_ENTITY, itemTaxGroupId: 'full', taxCodeId: 'vat' }],
  register: [register('r1'), register('r2', 'd-r1'), register('r3')],
  tenderType: [tender('cash', 'cash', { isCounted: true, changeTenderTypeId: 'cash', allowsOvertender: true }), tender('card', 'card'), tender('gift', 'gift-card')],
  product: [
    {
      ...OF_ENTITY, productId: 'milk', name: 'Milk', categoryId: null, itemTaxGroupId: 'full', unitId: 'pcs', isWeighed: false, mustKeyInPrice: false,
      minimumAge: null, isDiscountable: true, isBlocked: false,
    },
  ],
  price: [{ ...OF_ENTITY, ...OF_CHANNEL, priceId: 'p1', productId: 'milk', unitId: 'pcs', unitPrice: parseUnitPrice('10'), ...FOREVER }],
}); // prettier-ignore

async function fillCatalog(catalog: Database, rows: Record<string, readonly object[]>): Promise<void> {
  await catalog.unitOfWork.run(async (tx) => {
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
    await tx.run('UPDATE {catalog_state} SET version = 1 WHERE id = 1');
  });
}

export interface StoreRoom extends Store {
  /** Both clocks; a test may set it. */
  readonly clock: { at: number } & Clock;
  close(): Promise<void>;
}

/** A store with three registers, of which the first two share a drawer, and milk at 10.00. */
export async function openStoreRoom(database: Database, place: Partial<Place> = {}): Promise<StoreRoom> {
  const folder = mkdtempSync(join(tmpdir(), 'store-room-'));
  const catalogFile = await openSqlite({ file: join(folder, 'catalog.db'), migrations: CATALOG_MIGRATIONS });
  await fillCatalog(catalogFile, rowsOf({ ...SHEKELS, ...place }));
  const clock = { at: NOON, now: () => clock.at };
  const enrolment = {
    channelDatabaseId: 'cdb',
    instanceId: newId(),
    epoch: 1,
    dataGroupId: 'g',
    headquartersUrl: 'https://localhost',
    headquartersKey: 'k',
  };
  await database.unitOfWork.run((tx) => saveEnrolment(tx, enrolment, NOON));
  return {
    database, clock, businessClock: clock,
    catalog: new CatalogReader({ read: (work) => work(catalogFile.reader) }),
    journal: new Journal({ signer: { sign: () => ({ signature: 'signed', keyId: 'box:test' }) }, clock }),
    close: async () => {
      await catalogFile.close();
      rmSync(folder, { recursive: true, force: true });
    },
  }; // prettier-ignore
}

const permissionsOf = (group: string) =>
  new Set<string>(DEFAULT_PERMISSION_GROUPS.find(({ permissionGroupId }) => permissionGroupId === group)?.permissions);

export function anActor(change: Partial<Actor> = {}): Actor {
  return {
    deviceId: 'device-1', legalEntityId: 'le1', channelId: 'store-1', registerId: 'r1', staffId: 'anna', permissions: permissionsOf('cashier'),
    approvedBy: null, registerTime: null, ...change,
  }; // prettier-ignore
}
export const aManager = (change: Partial<Actor> = {}): Actor =>
  anActor({ staffId: 'mia', permissions: permissionsOf('store-manager'), ...change });

export const aKey = (change: Partial<RequestKey> = {}): RequestKey => ({
  deviceId: 'device-1',
  key: newId(),
  fingerprint: 'a'.repeat(64),
  ...change,
});

/** A stored cart of the register with so many bottles of milk. */
export async function aCart(
  room: StoreRoom,
  pieces: number,
  { mode = 'live', actor = anActor() }: { mode?: TradeMode; actor?: Actor } = {},
): Promise<Cart> {
  const { rules, register: own } = await tillOf(room, actor);
  const shift = await room.database.reader.first<{ shift_id: string; business_date: string }>(
    "SELECT shift_id, business_date FROM {shift} WHERE state = 'open'",
  );
  const begun = beginCart(
    {
      id: newId(), mode, registerId: own.registerId, drawerId: own.drawerId, staffId: actor.staffId, at: room.clock.now(),
      shift: shift ? { shiftId: shift.shift_id, businessDate: shift.business_date } : null,
    },
    rules,
  ); // prettier-ignore
  const book = await room.catalog.book(actor, ['milk']);
  const wanted = {
    lineId: newId(), productId: 'milk', barcode: null, entry: 'keyed', unitId: null, quantity: quantity(pieces * 1000), weight: null, isWeightKeyed: false,
    labelAmount: null, unitPrice: null,
  } as const; // prettier-ignore
  const outcome = addLine(begun, wanted, book, rules);
  if (outcome.kind === 'refused') throw new Error(outcome.code);
  await room.database.unitOfWork.run((tx) => insertCart(tx, outcome.cart, room.clock.now()));
  return outcome.cart;
}

/** What was sold of a cart, paid by these tenders: the record as the checkout would make it. */
export async function sell(room: StoreRoom, cart: Cart, tenders: readonly Partial<RecordBody<'sale'>['tenders'][number]>[]): Promise<void> {
  const { totals, taxes, lines } = calculateCart(cart);
  const { code, minorDigits } = cart.currency;
  const money = (value: typeof totals.gross) => formatAmount(value, minorDigits);
  await room.database.unitOfWork.run(async (tx) => {
    await room.journal.appendRecord(tx, {
      type: cart.mode === 'live' ? 'sale' : 'training-sale',
      recordId: cart.id, channel: { ...OF_ENTITY, ...OF_CHANNEL, timeZone: 'Asia/Jerusalem' }, registerId: cart.registerId, businessDate: cart.businessDate,
      shiftId: cart.shiftId, staffId: cart.staffId, drawerId: cart.drawerId, registerTime: null, businessAt: room.clock.now(), catalogVersion: 1,
      receiptNumber: (sequence) => `R-${sequence}`, gross: totals.gross,
      body: ({ receiptNumber, perpetualTotal }) => ({
        mode: cart.mode, receiptNumber, beganAt: cart.beganAt, currency: code, pricesIncludeTax: true, taxGroupId: 'store', perpetualTotal,
        lines: lines.map(({ line, amount, net, tax, gross }) => ({
          lineId: line.lineId, lineNumber: line.lineNumber, kind: 'product', productId: line.productId, name: line.name, barcode: null, entry: 'keyed',
          unitId: 'pcs', quantity: String((line.quantity ?? 0) / 1000), isWeightKeyed: false, unitPrice: '10', priceSource: 'price-list', priceId: 'p1',
          isVoided: false, amount: money(amount), net: money(net), tax: money(tax), gross: money(gross), itemTaxGroupId: 'full', taxes: [], returnOf: null,
          returnReason: null, giftCardNumber: null, note: null,
        })),
        tenders: tenders.map((given) => ({
          tenderId: newId(), tenderTypeId: 'cash', function: 'cash', kind: 'payment', amount: money(totals.gross), currency: code, attemptId: null,
          authorization: null, cardLastDigits: null, giftCardNumber: null, ...given,
        })),
        taxes: taxes.map((tax) => ({ taxCodeId: tax.taxCodeId, rate: '0.18', base: money(tax.base), amount: money(tax.amount) })),
        totals: {
          net: money(totals.net), tax: money(totals.tax), gross: money(totals.gross), rounding: money(totals.rounding), due: money(totals.gross),
          paid: money(totals.gross), change: money(totals.change), lineCount: totals.lineCount, itemCount: totals.itemCount,
        },
        answers: [], inputs: { priceDate: cart.priceDate, prices: [], taxCodes: [] }, fiscal: { state: 'none' }, extensions: {},
      }),
    }); // prettier-ignore
    await tx.run("UPDATE {cart} SET status = 'checked-out' WHERE cart_id = ?", [cart.id]);
  });
}
