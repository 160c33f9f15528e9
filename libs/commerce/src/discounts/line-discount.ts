import type { Amount } from '@app/kernel';
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
}
