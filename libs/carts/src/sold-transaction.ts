import type { soldLinesOf } from '@app/channel-db';
import type { ChannelRules, SoldLine, SoldTransaction } from '@app/commerce';
import { add, parseAmount, parseQuantity, parseRate, parseUnitPrice, quantity, ZERO, type Amount } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import type { RecordedSale } from './sale-answer';

type StoredLines = Awaited<ReturnType<typeof soldLinesOf>>;

/** A recorded sale as the engine takes it back: what was charged from the bytes, what came back from the projection. */
export function soldTransaction({ header, body }: RecordedSale, stored: StoredLines, rules: ChannelRules): SoldTransaction {
  const lines = body.lines.map((line) => {
    const returned = stored.find((one) => one.lineId === line.lineId)?.returnedQuantity;
    return soldLine(line, returned ?? quantity(0), rules);
  });
  const payments = paymentsOf(body.tenders, rules);
  return { transactionId: header.recordId, receiptNumber: body.receiptNumber, registerId: header.registerId ?? '', lines, payments };
}

/** What each tender type brought in, its change taken off. */
export function paymentsOf(tenders: SaleBodyWire['tenders'], { currency }: ChannelRules): SoldTransaction['payments'] {
  const sums = new Map<string, Amount>();
  for (const { tenderTypeId, amount } of tenders)
    sums.set(tenderTypeId, add(sums.get(tenderTypeId) ?? ZERO, parseAmount(amount, currency.minorDigits)));
  return [...sums].flatMap(([tenderTypeId, amount]) => (amount > 0 ? [{ tenderTypeId, amount }] : []));
}

function soldLine(line: SaleBodyWire['lines'][number], returnedQuantity: SoldLine['returnedQuantity'], rules: ChannelRules): SoldLine {
  const money = (text: string): Amount => parseAmount(text, rules.currency.minorDigits);
  const unitDecimals = rules.unitDecimals.get(line.unitId) ?? 0;
  return {
    lineId: line.lineId,
    kind: line.kind,
    productId: line.productId,
    name: line.name,
    barcode: line.barcode,
    unitId: line.unitId,
    unitDecimals,
    isWeighed: unitDecimals > 0,
    quantity: parseQuantity(line.quantity),
    unitPrice: parseUnitPrice(line.unitPrice),
    itemTaxGroupId: line.itemTaxGroupId,
    net: money(line.net),
    gross: money(line.gross),
    taxes: line.taxes.map(({ taxCodeId, rate, base, amount }) => ({
      taxCodeId,
      rate: parseRate(rate),
      base: money(base),
      amount: money(amount),
    })),
    isVoided: line.isVoided,
    returnedQuantity,
    ...(line.linkedTo && { linkedTo: line.linkedTo }),
    ...(line.isDeposit && { isDeposit: true }),
  };
}
