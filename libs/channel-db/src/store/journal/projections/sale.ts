import { insertRows, type RowOf, type Tx } from '@app/database';
import { currencyOf, DomainError, invariant, parseAmount, parseQuantity, parseRate } from '@app/kernel';
import type { RecordBody, RecordHeader } from '@app/protocol';
import { countCouponUse } from '../../repositories/coupon-uses';
import { saleLineTable, saleReductionTable, saleTable, saleTaxTable, saleTenderTable } from '../../tables/sales';
import { projectCustomerOrder } from './customer-order';
import { takeDepositSlips } from './deposit-slips';
import { reductionRows } from './reductions';
import type { Origin, WireRecord } from './wire-record';

type Body = RecordBody<'sale'>;

export async function projectSale(tx: Tx, { header, body }: WireRecord<'sale'>, origin: Origin): Promise<void> {
  await insertRows(tx, saleTable, [saleRow(header, body)]);
  await insertRows(tx, saleLineTable, body.lines.map((line) => lineRow(header.recordId, line, moneyOf(body))));
  await insertRows(tx, saleTenderTable, body.tenders.map((tender) => tenderRow(header.recordId, tender)));
  await insertRows(tx, saleTaxTable, taxRows(header.recordId, body));
  await insertRows(tx, saleReductionTable, reductionRows(header.recordId, body));
  if (body.mode === 'training') return;
  await projectCustomerOrder(tx, { header, body }, origin);
  for (const line of body.lines) await takeBack(tx, line, origin);
  await countCoupons(tx, header, body);
  await takeDepositSlips(tx, header, body.lines, origin);
  if (origin === 'capsule') await countEarlierReturns(tx, header.recordId);
} // prettier-ignore

function saleRow(header: RecordHeader, body: Body): RowOf<typeof saleTable> {
  const { legalEntityId, channelId, registerId, businessDate } = header;
  invariant(legalEntityId && channelId && registerId && businessDate, 'a sale belongs to a register and a day');
  const money = moneyOf(body);
  return {
    transaction_id: header.recordId,
    legal_entity_id: legalEntityId,
    channel_id: channelId,
    register_id: registerId,
    mode: body.mode,
    receipt_number: body.receiptNumber,
    at: header.at,
    business_date: businessDate,
    shift_id: header.shiftId,
    staff_id: header.staffId,
    drawer_id: header.drawerId,
    currency: body.currency,
    net: money(body.totals.net),
    tax: money(body.totals.tax),
    gross: money(body.totals.gross),
    rounding: money(body.totals.rounding),
    line_count: body.totals.lineCount,
    item_count: body.totals.itemCount,
    customer_id: body.buyer?.customerId ?? null,
  };
}

function lineRow(transactionId: string, line: Body['lines'][number], money: Money): RowOf<typeof saleLineTable> {
  return {
    transaction_id: transactionId,
    line_id: line.lineId,
    line_number: line.lineNumber,
    product_id: line.productId,
    name: line.name,
    unit_id: line.unitId,
    quantity: parseQuantity(line.quantity),
    net: money(line.net),
    tax: money(line.tax),
    gross: money(line.gross),
    is_voided: line.isVoided ? 1 : 0,
    return_of_transaction_id: line.returnOf?.transactionId ?? null,
    return_of_line_id: line.returnOf?.lineId ?? null,
    returned_quantity: 0,
  };
}

function tenderRow(transactionId: string, tender: Body['tenders'][number]): RowOf<typeof saleTenderTable> {
  return {
    transaction_id: transactionId,
    tender_id: tender.tenderId,
    kind: tender.kind,
    tender_type_id: tender.tenderTypeId,
    tender_function: tender.function,
    currency: tender.currency,
    amount: parseAmount(tender.amount, currencyOf(tender.currency).minorDigits),
    attempt_id: tender.attemptId,
  };
}

function taxRows(transactionId: string, body: Body): RowOf<typeof saleTaxTable>[] {
  const money = moneyOf(body);
  return body.taxes.map(({ taxCodeId, rate, base, amount }) => ({
    transaction_id: transactionId, tax_code_id: taxCodeId, rate: parseRate(rate), base: money(base), amount: money(amount),
  })); // prettier-ignore
}

/** A coupon whose offer took nothing off was not used. Goods that come back leave the use as it was. */
async function countCoupons(tx: Tx, { legalEntityId, channelId }: RecordHeader, { coupons = [], ...body }: Body): Promise<void> {
  const money = moneyOf(body);
  const customerId = body.buyer?.customerId;
  for (const { couponId, discount } of coupons) {
    if (!legalEntityId || !channelId || money(discount) === 0) continue;
    await countCouponUse(tx, legalEntityId, { channelId, couponId });
    if (customerId) await countCouponUse(tx, legalEntityId, { channelId, couponId, customerId });
  }
}

/** What comes back is counted at the line it was sold on, and no more comes back than was sold. */
async function takeBack(tx: Tx, line: Body['lines'][number], origin: Origin): Promise<void> {
  if (!line.returnOf || line.isVoided) return;
  const back = -parseQuantity(line.quantity);
  const { transactionId, lineId } = line.returnOf;
  const within = origin === 'here' ? ' AND is_voided = 0 AND returned_quantity + ? <= quantity' : '';
  const { changes } = await tx.run(
    `UPDATE {sale_line} SET returned_quantity = returned_quantity + ? WHERE transaction_id = ? AND line_id = ?${within}`,
    [back, transactionId, lineId, ...(within ? [back] : [])],
  );
  if (changes === 0 && origin === 'here') {
    throw new DomainError('return.exceeds-remaining', 'more would come back than is left of the sold line', { lineId: line.lineId });
  }
}

/** Capsules come in any order: returns that arrived before the sale they belong to are counted now. */
async function countEarlierReturns(tx: Tx, transactionId: string): Promise<void> {
  const returns = await tx.query<{ line_id: string; back: number }>(
    'SELECT return_of_line_id AS line_id, SUM(-l.quantity) AS back FROM {sale_line} AS l ' +
      'INNER JOIN {sale} AS s ON s.transaction_id = l.transaction_id ' +
      "WHERE l.return_of_transaction_id = ? AND l.is_voided = 0 AND s.mode = 'live' GROUP BY return_of_line_id",
    [transactionId],
  );
  for (const { line_id: lineId, back } of returns) {
    await tx.run('UPDATE {sale_line} SET returned_quantity = ? WHERE transaction_id = ? AND line_id = ?', [back, transactionId, lineId]);
  }
}

type Money = (text: string) => number;

function moneyOf(body: Pick<Body, 'currency'>): Money {
  const { minorDigits } = currencyOf(body.currency);
  return (text) => parseAmount(text, minorDigits);
}
