import type { RowOf } from '@app/database';
import { amount, currencyOf, extend, parseAmount, parseQuantity, parseUnitPrice, subtract, type Amount } from '@app/kernel';
import type { RecordBody } from '@app/protocol';
import type { ReductionKind, saleReductionTable } from '../../tables/sales';

type Body = RecordBody<'sale'>;
type Line = Body['lines'][number];
type Row = RowOf<typeof saleReductionTable>;

/** What was taken off a sale, by kind. What comes back lessens nothing: it was taken off when it was sold. */
export function reductionRows(transactionId: string, { currency, lines }: Body): Row[] {
  const { minorDigits } = currencyOf(currency);
  const sums = new Map<ReductionKind, Row>();
  for (const [kind, off] of lines.filter((line) => !line.isVoided).flatMap((line) => reductionsOf(line, minorDigits))) {
    const known = sums.get(kind);
    const count = kind === 'manual-total' ? 1 : (known?.given_count ?? 0) + 1;
    sums.set(kind, { transaction_id: transactionId, kind, given_count: count, amount: amount((known?.amount ?? 0) + off) });
  }
  return [...sums.values()];
}

function reductionsOf(line: Line, minorDigits: number): (readonly [ReductionKind, Amount])[] {
  const taken = (line.discounts ?? []).map(({ kind, amount: off }) => [kind, parseAmount(off, minorDigits)] as const);
  if (!line.priceOverride) return taken;
  const listed = extend(parseUnitPrice(line.priceOverride.listedPrice), parseQuantity(line.quantity), minorDigits);
  return [...taken, ['price-override', subtract(listed, parseAmount(line.amount, minorDigits))]];
}
