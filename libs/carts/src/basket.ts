import type { GivenAnswer, TradeMode } from '@app/commerce';
import type { Instant } from '@app/kernel';
import type { GivenCash } from './carts.service';
import type { WantedLine } from './wanted-line';

/** A whole sale in one request. */
export interface Basket {
  readonly transactionId: string;
  readonly mode: TradeMode;
  readonly lines: readonly WantedLine[];
  readonly answers: readonly GivenAnswer[];
  readonly tenders: readonly GivenCash[];
  readonly registerTime: Instant | null;
}
