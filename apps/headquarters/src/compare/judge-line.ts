import type { ExplanationBody } from '@app/carts';
import { extend, parseAmount, parseQuantity, parseUnitPrice, subtract, type Amount } from '@app/kernel';

export type ExplainedLine = ExplanationBody['lines'][number];

/**
 * What a difference most likely comes from, looked for in this order. `lower-there` and `higher-there` are left: the other system had a
 * price or an offer that headquarters does not have.
 */
type Cause = 'rounding' | 'tax' | 'no-offer-there' | 'other-offer' | 'other-price-row' | 'lower-there' | 'higher-there';

/** What a line costs here after its discounts, with tax where prices include it. */
export function chargedHere(line: ExplainedLine, pricesIncludeTax: boolean, minorDigits: number): Amount {
  return parseAmount(pricesIncludeTax ? line.gross : line.net, minorDigits);
}

/** Null where both charge the same. */
export function causeOf(charged: Amount, line: ExplainedLine, pricesIncludeTax: boolean, minorDigits: number): Cause | null {
  const money = (text: string): Amount => parseAmount(text, minorDigits);
  const here = chargedHere(line, pricesIncludeTax, minorDigits);
  const difference = subtract(charged, here);
  if (difference === 0) return null;
  if (Math.abs(difference) === 1) return 'rounding';
  if (charged === money(pricesIncludeTax ? line.net : line.gross)) return 'tax';
  const full = money(line.amount);
  if (charged === full) return 'no-offer-there';
  if (line.offers.some(({ wouldGive }) => wouldGive !== null && charged === subtract(full, money(wouldGive)))) return 'other-offer';
  const { beaten } = line.price;
  const count = parseQuantity(line.quantity ?? '0');
  if (beaten.some(({ unitPrice }) => charged === extend(parseUnitPrice(unitPrice), count, minorDigits))) return 'other-price-row';
  return difference < 0 ? 'lower-there' : 'higher-there';
}
