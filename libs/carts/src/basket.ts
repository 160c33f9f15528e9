import type { GivenAnswer, TradeMode } from '@app/commerce';
import type { Instant } from '@app/kernel';
import type { NamedBuyer } from './buyers/find-buyers';
import type { GivenCash } from './carts.service';
import type { BasketReductions } from './reductions/basket-reductions';
import type { WantedLine } from './wanted-line';

/** What comes with a checkout. */
export interface Finish {
  readonly tenders: readonly GivenCash[];
  /** The register's own clock. */
  readonly registerTime: Instant | null;
}

/** A whole sale in one request. */
export interface Basket extends Finish, BasketReductions {
  readonly transactionId: string;
  readonly mode: TradeMode;
  readonly lines: readonly WantedLine[];
  /** Absent for nobody, or as the cart says. */
  readonly buyer?: NamedBuyer | undefined;
  /** Codes, as printed. */
  readonly coupons?: readonly string[] | undefined;
  /** What the customer pays with, for offers that depend on it. */
  readonly intendedTenderTypeId?: string | undefined;
  readonly answers: readonly GivenAnswer[];
}
