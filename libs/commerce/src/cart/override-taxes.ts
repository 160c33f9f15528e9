import { isTaxable, type TaxOverride } from '../tax/charged-taxes';
import { taxesIn } from '../tax/taxes-in';
import { changed, refused, unchanged, type CartOutcome } from '../outcome';
import type { ChannelRules } from '../pricing/pricing-book';
import type { Cart } from './cart';
import { comesBack, type CartLine } from './cart-line';
import { findOpenLine, whyLinesAreFixed } from './guards';
import { replaceLine } from './replace-line';

/** Another tax group for a line; null takes an override back. It stands before one of the whole sale. */
export function overrideLineTaxes(cart: Cart, lineId: string, taxOverrideId: string | null, rules: ChannelRules): CartOutcome {
  const found = findOpenLine(cart, lineId);
  if (found.kind === 'refused') return found;
  const { line } = found;
  if (!takesTaxes(line)) return refused('line.not-changeable', { lineId, field: '/taxOverrideId' });
  const chosen = overrideOf(rules, taxOverrideId);
  if (chosen === 'unknown') return refused('tax.override-unknown', { field: '/taxOverrideId' });
  if (line.taxOverride?.taxOverrideId === chosen?.taxOverrideId) return unchanged(cart);
  return taxed(replaceLine(cart, retaxed({ ...line, taxOverride: chosen }, cart, rules)));
}

/** Another tax group for all lines, also those still to come; null takes it back. Returns stay as they were charged. */
export function overrideTaxes(cart: Cart, taxOverrideId: string | null, rules: ChannelRules): CartOutcome {
  const fixed = whyLinesAreFixed(cart);
  if (fixed) return fixed;
  const chosen = overrideOf(rules, taxOverrideId);
  if (chosen === 'unknown') return refused('tax.override-unknown', { field: '/taxOverrideId' });
  if (cart.taxOverride?.taxOverrideId === chosen?.taxOverrideId) return unchanged(cart);
  const next: Cart = { ...cart, taxOverride: chosen };
  return taxed({ ...next, lines: next.lines.map((line) => (takesTaxes(line) ? retaxed(line, next, rules) : line)) });
}

const takesTaxes = (line: CartLine): boolean => line.itemTaxGroupId !== null && !comesBack(line) && line.orderOf === undefined;

function overrideOf({ taxOverrides }: ChannelRules, taxOverrideId: string | null): TaxOverride | undefined | 'unknown' {
  if (taxOverrideId === null) return undefined;
  return taxOverrides.find((override) => override.taxOverrideId === taxOverrideId) ?? 'unknown';
}

function retaxed(line: CartLine, cart: Cart, rules: ChannelRules): CartLine {
  const { productId, itemTaxGroupId, unitId, taxOverride: override } = line;
  if (itemTaxGroupId === null || productId === null) return line;
  return { ...line, taxCodes: taxesIn(cart, { productId, itemTaxGroupId, unitId, override }, rules) };
}

function taxed(cart: Cart): CartOutcome {
  const wrong = cart.lines.find((line) => !line.isVoided && !isTaxable(line.taxCodes));
  return wrong ? refused('tax.unit-not-convertible', { unitId: wrong.unitId }) : changed(cart);
}
