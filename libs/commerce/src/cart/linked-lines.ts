import { ONE, type Instant } from '@app/kernel';
import type { PricingBook, ProductLink } from '../pricing/pricing-book';
import type { CartLine, LineLink } from './cart-line';
import type { NewLine } from './new-line';
import { linkedQuantity } from './replace-line';

/** A line that comes with another, as it is asked for. */
export interface LinkedLine {
  readonly given: NewLine;
  readonly linkedTo: LineLink;
}

/** What comes with a line: the deposits on what is in it. Nothing comes with empties. */
export function linkedLinesOf(line: CartLine, { links }: PricingBook, at: Instant): LinkedLine[] {
  if (line.quantity !== null && line.quantity < 0) return [];
  const ofUnit = (links?.get(line.productId ?? '') ?? []).filter(({ unitId }) => unitId === line.unitId);
  return ofUnit.map((link, index) => ({
    given: newLinked(line, link, index, at),
    linkedTo: { lineId: line.lineId, perUnit: line.isWeighed ? null : link.quantity },
  }));
}

function newLinked({ lineId, quantity, isWeighed }: CartLine, link: ProductLink, index: number, at: Instant): NewLine {
  return {
    lineId: linkedLineId(lineId, index),
    productId: link.linkedProductId,
    barcode: null,
    entry: 'keyed',
    unitId: null,
    quantity: linkedQuantity(link.quantity, isWeighed ? ONE : quantity),
    weight: null,
    isWeightKeyed: false,
    labelAmount: null,
    unitPrice: null,
    at,
  };
}

/** Ids that clients make begin with the time: these begin with one that is thousands of years away, so that no client makes the same. */
const FAR_AWAY = 0x8000;

/** The id of the n-th line that comes with a line: always the same. */
export function linkedLineId(lineId: string, index: number): string {
  const head = parseInt(lineId.slice(0, 4), 16) ^ (FAR_AWAY + index);
  return head.toString(16).padStart(4, '0') + lineId.slice(4);
}
