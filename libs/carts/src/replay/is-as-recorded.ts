import type { CalculatedCart } from '@app/commerce';
import type { SaleBodyWire } from '@app/protocol';
import { saleBodyOf } from '../sale-body';

/** Whether a sale that was reckoned again has the amounts of its record: each line, its discounts and taxes, and all together. */
export function isAsRecorded(replayed: CalculatedCart, body: SaleBodyWire): boolean {
  const { receiptNumber, perpetualTotal } = body;
  return JSON.stringify(amountsOf(saleBodyOf(replayed, { receiptNumber, perpetualTotal }))) === JSON.stringify(amountsOf(body));
}

function amountsOf({ lines, taxes, totals: { discount, net, tax, gross } }: SaleBodyWire) {
  const ofLines = lines.map((line) => [line.lineId, line.amount, line.discounts, line.net, line.tax, line.gross, line.taxes]);
  return [ofLines, taxes, discount, net, tax, gross];
}
