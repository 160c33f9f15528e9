import type { GivenAnswer, TradeMode } from '@app/commerce';
import type { Instant } from '@app/kernel';
import type { GivenCash } from './carts.service';
import type { WantedLine } from './wanted-line';

/** What comes with a checkout. */
export interface Finish {
  readonly tenders: readonly GivenCash[];
  /** The register's own clock. */
  readonly registerTime: Instant | null;
}

/** A whole sale in one request. */
export interface Basket extends Finish {
  readonly transactionId: string;
  readonly mode: TradeMode;
  readonly lines: readonly WantedLine[];
  readonly answers: readonly GivenAnswer[];
}
