import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOG_MIGRATIONS, CatalogReader, insertCart, Journal, saveEnrolment, type RequestKey } from '@app/channel-db';
import { addLine, beginCart, calculateCart, DEFAULT_PERMISSION_GROUPS, type Cart, type TradeMode } from '@app/commerce';
import { openSqlite, type Database } from '@app/database';
import { formatAmount, newId, quantity, type Clock } from '@app/kernel';
import type { RecordBody } from '@app/protocol';
import { NOON, price, putRows, SHOP_ROWS } from '@app/testing';
import type { Actor, Store } from '../src';
import { tillOf } from '../src/till';

export interface Place {
  readonly currency: string;
  readonly timeZone: string;
  readonly dayCutOffMinutes: number;
}

const rowsOf = (name: string): readonly object[] => SHOP_ROWS[name] ?? [];
const register = (registerId: string, drawerId: string, terminalId: string | null) => ({
  ...rowsOf('register')[0], registerId, name: registerId, drawerId, terminalId,
}); // prettier-ignore

/** The shop, with three registers of which the first two share a drawer, cash to the last coin, gift cards, and milk at 10.00. */
const shopAt = (place: Partial<Place>): Record<string, readonly object[]> => ({
  ...SHOP_ROWS,
  channel: rowsOf('channel').map((row) => ({ ...row, ...place })),
  register: [register('r1', 'd-r1', 't1'), register('r2', 'd-r1', 't2'), register('r3', 'd-r3', null)],
  tenderType: [
    ...rowsOf('tenderType').map((row, index) => ({ ...row, roundingStep: '0', isCounted: index === 0 })),
    { ...rowsOf('tenderType')[1], tenderTypeId: 'gift', function: 'gift-card', isCounted: false },
    ...Object.entries(ACCOUNT_TENDERS).map(([tenderTypeId, moves]) => ({
      ...rowsOf('tenderType')[1],
      tenderTypeId,
      function: moves,
      isCounted: false,
      allowsReturn: true,
    })),
  ],
  price: [price('milk', '10')],
});

const ACCOUNT_TENDERS = { memo: 'credit-memo', voucher: 'voucher', 'on-account': 'customer-account', points: 'loyalty' };

export interface StoreRoom extends Store {
  /** Both clocks; a test may set it. */
  readonly clock: { at: number } & Clock;
  close(): Promise<void>;
}

export async function openStoreRoom(database: Database, place: Partial<Place> = {}): Promise<StoreRoom> {
  const folder = mkdtempSync(join(tmpdir(), 'store-room-'));
  const catalogFile = await openSqlite({ file: join(folder, 'catalog.db'), migrations: CATALOG_MIGRATIONS });
  await putRows(catalogFile, shopAt(place), 1);
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
    labelAmount: null, unitPrice: null, at: room.clock.now(),
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
      recordId: cart.id, channel: { legalEntityId: 'le1', channelId: 'store-1', timeZone: 'Asia/Jerusalem' }, registerId: cart.registerId, businessDate: cart.businessDate,
      shiftId: cart.shiftId, staffId: cart.staffId, drawerId: cart.drawerId, registerTime: null, businessAt: room.clock.now(), catalogVersion: 1,
      receiptNumber: (sequence) => `R-${sequence}`, gross: totals.gross,
      body: ({ receiptNumber, perpetualTotal }) => ({
        mode: cart.mode, receiptNumber, beganAt: cart.beganAt, currency: code, pricesIncludeTax: true, taxGroupId: 'store', perpetualTotal,
        lines: lines.map(({ line, amount, net, tax, gross }) => ({
          lineId: line.lineId, lineNumber: line.lineNumber, kind: 'product', productId: line.productId, name: line.name, barcode: null, entry: 'keyed',
          unitId: 'pcs', quantity: String((line.quantity ?? 0) / 1000), isWeightKeyed: false, unitPrice: '10', priceSource: 'price-list', priceId: 'p-milk-10',
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
