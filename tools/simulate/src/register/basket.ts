import { formatScaled } from '@app/kernel';
import type { Random } from '../random';

/** What a register needs to know of a product to put it into a basket. */
export interface Sellable {
  readonly productId: string;
  readonly barcode: string | null;
  readonly isWeighed: boolean;
  /** Years the buyer must be; null when anybody may buy. */
  readonly minimumAge: number | null;
  /** Decimal text of the major unit: what the shelf says now. */
  readonly unitPrice: string;
}

export interface PlannedLine {
  readonly product: Sellable;
  /** Decimal text: pieces, or kilograms with three digits. */
  readonly quantity: string;
  /** Taken out again before paying. */
  readonly isVoided: boolean;
}

/** One customer, decided before the first scan, so that the same seed makes the same customers whatever fails between. */
export interface PlannedSale {
  readonly kind: 'sale' | 'return' | 'void';
  readonly mode: 'live' | 'training';
  readonly style: 'steps' | 'one-request';
  readonly payment: 'cash' | 'card';
  readonly lines: readonly PlannedLine[];
}

/** Parts of all customers. */
const PARTS = { return: 0.04, void: 0.01, training: 0.01, oneRequest: 0.35, card: 0.3 };
const LINES = { least: 1, most: 9 };
const VOIDED_LINE_PART = 0.05;
const SEVERAL_PIECES_PART = 0.2;

/** The next customer of a register: five lines on average, weighed goods as often as the sample has them. */
export function planSale(random: Random, sample: readonly Sellable[], { cards }: { cards: boolean }): PlannedSale {
  const kind = random.chance(PARTS.return) ? 'return' : random.chance(PARTS.void) ? 'void' : 'sale';
  const mode = kind === 'sale' && random.chance(PARTS.training) ? 'training' : 'live';
  const payment = cards && kind === 'sale' && mode === 'live' && random.chance(PARTS.card) ? 'card' : 'cash';
  const style = kind === 'sale' && payment === 'cash' && random.chance(PARTS.oneRequest) ? 'one-request' : 'steps';
  const count = random.between(LINES.least, LINES.most);
  const lines = Array.from({ length: count }, (_, index) => planLine(random, sample, style === 'steps' && index > 0));
  return { kind, mode, style, payment, lines };
}

function planLine(random: Random, sample: readonly Sellable[], mayBeVoided: boolean): PlannedLine {
  const product = random.pick(sample);
  const pieces = random.chance(SEVERAL_PIECES_PART) ? random.between(2, 6) : 1;
  const quantity = product.isWeighed ? formatScaled(random.between(50, 3_000), 3) : String(pieces);
  return { product, quantity, isVoided: mayBeVoided && random.chance(VOIDED_LINE_PART) };
}
