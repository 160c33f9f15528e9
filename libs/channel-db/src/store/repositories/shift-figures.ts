import type { TenderFunction } from '@app/commerce';
import type { Reader } from '@app/database';
import { amount, type Amount, type Instant } from '@app/kernel';
import type { ReductionKind } from '../tables/sales';

/** What an X or Z report adds up: the live sales, voids and cash of one shift. */
export interface ShiftFigures {
  readonly saleCount: number;
  readonly returnCount: number;
  readonly voidCount: number;
  /** Baskets put aside in the shift, and taken up in it. */
  readonly suspendedCount: number;
  readonly recalledCount: number;
  readonly lineCount: number;
  readonly gross: Amount;
  readonly net: Amount;
  readonly tax: Amount;
  /** Gross of what came back, negative or zero. */
  readonly returned: Amount;
  readonly rounding: Amount;
  readonly taxes: readonly { readonly taxCodeId: string; readonly base: Amount; readonly amount: Amount }[];
  /** What was taken off, by kind; kinds of which there was none are not there. */
  readonly reductions: readonly { readonly kind: ReductionKind; readonly count: number; readonly amount: Amount }[];
  /** Signed: change and refunds are negative. */
  readonly tenders: readonly {
    readonly tenderTypeId: string;
    readonly function: TenderFunction;
    readonly kind: 'payment' | 'change' | 'refund';
    readonly amount: Amount;
  }[];
  readonly cash: readonly CashMovement[];
  readonly firstReceiptNumber: string | null;
  readonly lastReceiptNumber: string | null;
  readonly firstCounter: number | null;
  readonly lastCounter: number | null;
}

export interface CashMovement {
  readonly recordId: string;
  readonly kind: 'float' | 'paid-in' | 'paid-out' | 'safe-drop' | 'count';
  readonly tenderTypeId: string;
  readonly amount: Amount;
  readonly reason: string | null;
  readonly staffId: string | null;
  readonly at: Instant;
}

/** The live sales `s` of a shift, by way of their records: a report is rare, and an index of sales would cost every sale a page. */
export const LIVE_IN_SHIFT = "INNER JOIN {record} AS r ON r.record_id = s.transaction_id WHERE r.shift_id = ? AND s.mode = 'live'";

export async function shiftFigures(reader: Reader, shiftId: string): Promise<ShiftFigures> {
  return {
    ...(await salesOf(reader, shiftId)),
    ...(await spanOf(reader, shiftId)),
    ...(await handoversOf(reader, shiftId)),
    returned: await returnedOf(reader, shiftId),
    taxes: await taxesOf(reader, shiftId),
    reductions: await reductionsOf(reader, shiftId),
    tenders: await tendersOf(reader, shiftId),
    cash: await cashMovementsOf(reader, shiftId),
  };
}

/** In the order in which they happened. */
export async function cashMovementsOf(reader: Reader, shiftId: string): Promise<CashMovement[]> {
  const rows = await reader.query<{
    record_id: string; kind: CashMovement['kind']; tender_type_id: string; amount: number; reason: string | null; staff_id: string | null;
    at: number;
  }>(
    'SELECT record_id, kind, tender_type_id, amount, reason, staff_id, at FROM {cash_movement} WHERE shift_id = ? ORDER BY at, record_id',
    [shiftId],
  ); // prettier-ignore
  return rows.map((row) => ({
    recordId: row.record_id,
    kind: row.kind,
    tenderTypeId: row.tender_type_id,
    amount: amount(row.amount),
    reason: row.reason,
    staffId: row.staff_id,
    at: row.at,
  }));
}

async function salesOf(reader: Reader, shiftId: string) {
  const row = await reader.first<Record<'sales' | 'refunds' | 'lines' | 'net' | 'tax' | 'gross' | 'rounding', number | null>>(
    'SELECT COUNT(*) AS sales, SUM(CASE WHEN s.gross < 0 THEN 1 ELSE 0 END) AS refunds, SUM(s.line_count) AS lines, SUM(s.net) AS net, ' +
      `SUM(s.tax) AS tax, SUM(s.gross) AS gross, SUM(s.rounding) AS rounding FROM {sale} AS s ${LIVE_IN_SHIFT}`,
    [shiftId],
  );
  const returnCount = row?.refunds ?? 0;
  return {
    saleCount: (row?.sales ?? 0) - returnCount,
    returnCount,
    lineCount: row?.lines ?? 0,
    net: amount(row?.net ?? 0),
    tax: amount(row?.tax ?? 0),
    gross: amount(row?.gross ?? 0),
    rounding: amount(row?.rounding ?? 0),
  };
}

async function returnedOf(reader: Reader, shiftId: string): Promise<Amount> {
  const row = await reader.first<{ gross: number | null }>(
    'SELECT SUM(l.gross) AS gross FROM {sale_line} AS l INNER JOIN {sale} AS s ON s.transaction_id = l.transaction_id ' +
      `${LIVE_IN_SHIFT} AND l.is_voided = 0 AND l.quantity < 0`,
    [shiftId],
  );
  return amount(row?.gross ?? 0);
}

async function taxesOf(reader: Reader, shiftId: string): Promise<ShiftFigures['taxes']> {
  const rows = await reader.query<{ tax_code_id: string; base: number; amount: number }>(
    'SELECT t.tax_code_id AS tax_code_id, SUM(t.base) AS base, SUM(t.amount) AS amount FROM {sale_tax} AS t ' +
      `INNER JOIN {sale} AS s ON s.transaction_id = t.transaction_id ${LIVE_IN_SHIFT} GROUP BY t.tax_code_id ORDER BY t.tax_code_id`,
    [shiftId],
  );
  return rows.map((row) => ({ taxCodeId: row.tax_code_id, base: amount(row.base), amount: amount(row.amount) }));
}

async function reductionsOf(reader: Reader, shiftId: string): Promise<ShiftFigures['reductions']> {
  const rows = await reader.query<{ kind: ReductionKind; given: number; amount: number }>(
    'SELECT d.kind AS kind, SUM(d.given_count) AS given, SUM(d.amount) AS amount FROM {sale_reduction} AS d ' +
      `INNER JOIN {sale} AS s ON s.transaction_id = d.transaction_id ${LIVE_IN_SHIFT} GROUP BY d.kind ORDER BY d.kind`,
    [shiftId],
  );
  return rows.map((row) => ({ kind: row.kind, count: row.given, amount: amount(row.amount) }));
}

async function tendersOf(reader: Reader, shiftId: string): Promise<ShiftFigures['tenders']> {
  type Row = {
    tender_type_id: string;
    tender_function: TenderFunction;
    kind: 'payment' | 'change' | 'refund';
    amount: number;
  };
  const rows = await reader.query<Row>(
    'SELECT t.tender_type_id AS tender_type_id, t.tender_function AS tender_function, t.kind AS kind, SUM(t.amount) AS amount ' +
      'FROM {sale_tender} AS t INNER JOIN {sale} AS s ON s.transaction_id = t.transaction_id ' +
      `${LIVE_IN_SHIFT} GROUP BY t.tender_type_id, t.tender_function, t.kind ` +
      'ORDER BY t.tender_type_id, t.tender_function, t.kind',
    [shiftId],
  );
  return rows.map((row) => ({
    tenderTypeId: row.tender_type_id,
    function: row.tender_function,
    kind: row.kind,
    amount: amount(row.amount),
  }));
}

/** Audit events of a shift are few; their kind stands in the bytes alone. */
async function handoversOf(reader: Reader, shiftId: string) {
  const rows = await reader.query<{ bytes: string }>(
    "SELECT bytes FROM {record} WHERE shift_id = ? AND type = 'audit' ORDER BY record_id",
    [shiftId],
  );
  const events = rows.map(({ bytes }) => (JSON.parse(bytes) as { body: { event: string } }).body.event);
  const count = (event: string): number => events.filter((one) => one === event).length;
  return { suspendedCount: count('cart-suspended'), recalledCount: count('cart-recalled') };
}

/** A payment by card or gift card that a sale names and no approved attempt of this box stands behind. */
export interface UnchargedTender {
  readonly transactionId: string;
  readonly receiptNumber: string;
  readonly tenderId: string;
  readonly tenderTypeId: string;
  readonly amount: Amount;
}

/** Sales of a shift without a charge: what a register or another box has to account for. */
export async function unchargedTenders(reader: Reader, shiftId: string): Promise<UnchargedTender[]> {
  const rows = await reader.query<{
    transaction_id: string;
    receipt_number: string;
    tender_id: string;
    tender_type_id: string;
    amount: number;
  }>(
    'SELECT t.transaction_id AS transaction_id, s.receipt_number AS receipt_number, t.tender_id AS tender_id, ' +
      't.tender_type_id AS tender_type_id, t.amount AS amount FROM {sale_tender} AS t ' +
      'INNER JOIN {sale} AS s ON s.transaction_id = t.transaction_id ' +
      'LEFT JOIN {tender_attempt} AS a ON a.attempt_id = t.attempt_id ' +
      `${LIVE_IN_SHIFT} AND t.tender_function <> 'cash' AND (a.state IS NULL OR a.state NOT IN ('approved', 'part-approved')) ` +
      'ORDER BY t.transaction_id, t.tender_id, t.kind',
    [shiftId],
  );
  return rows.map((row) => ({
    transactionId: row.transaction_id,
    receiptNumber: row.receipt_number,
    tenderId: row.tender_id,
    tenderTypeId: row.tender_type_id,
    amount: amount(row.amount),
  }));
}

/** First and last record and receipt. A shift that began before a fork or a replacement names those of its latest history. */
async function spanOf(reader: Reader, shiftId: string) {
  const rows = await reader.query<{ type: string; counter: number; receipt_number: string | null }>(
    'SELECT type, counter, receipt_number FROM {record} WHERE shift_id = ? AND counter IS NOT NULL ORDER BY epoch, fork, counter',
    [shiftId],
  );
  const receipts = rows.filter(({ type }) => type === 'sale');
  return {
    voidCount: rows.filter(({ type }) => type === 'void').length,
    firstReceiptNumber: receipts[0]?.receipt_number ?? null,
    lastReceiptNumber: receipts.at(-1)?.receipt_number ?? null,
    firstCounter: rows[0]?.counter ?? null,
    lastCounter: rows.at(-1)?.counter ?? null,
  };
}
