import type { Amount, Rate } from '@app/kernel';
import type { TotalReward } from './offer';

/** What is taken off a line, and why. */
export interface LineDiscount {
  readonly kind: 'offer' | 'manual-line' | 'manual-total';
  /** Null on what a person gave. */
  readonly offerId: string | null;
  /** What the receipt calls it; null for the receipt's own word. */
  readonly name: string | null;
  /** Positive; in what prices say. */
  readonly amount: Amount;
}

/** A discount a person gave, on a line or on the whole sale (field notes 5.4: operations 300 to 303). */
export interface ManualDiscount {
  readonly reward: TotalReward;
  readonly reason: string | null;
  /** Who gave it. */
  readonly staffId: string | null;
  /** What it may come to, whatever becomes of the basket; absent where nothing bounds it. */
  readonly within?: DiscountLimit | undefined;
}

/** The most a person may take off a line or a sale (field notes 5.11: maximumDiscountPct, maxLineDiscountAmount and their likes). */
export interface DiscountLimit {
  /** Of what the goods cost then. */
  readonly part: Rate;
  /** Null for as much as the part comes to. */
  readonly amount: Amount | null;
}
