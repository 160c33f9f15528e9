import type { ScannedData, ShelfRow } from '@app/channel-db';
import type { ChannelRules } from '@app/commerce';
import type { Clock, Instant } from '@app/kernel';
import { priceMoment } from '../product-view';
import { articleAnswer } from './article-answer';
import type { ScanAnswer } from './scan-answer';

interface Known {
  readonly answer: ScanAnswer;
  readonly rules: ChannelRules;
  /** From when until before when, by the business clock, the answer is this one. */
  readonly from: Instant;
  readonly until: Instant;
}

/** Answers for articles that were scanned before, as long as neither the catalog nor the time makes another of them. */
export class KnownArticles {
  private readonly known = new WeakMap<ShelfRow, Known>();

  constructor(private readonly businessClock: Clock) {}

  /** Undefined when no product carries the barcode. */
  answer({ row, rules }: ScannedData): ScanAnswer | undefined {
    if (!row) return undefined;
    const now = this.businessClock.now();
    const known = this.known.get(row);
    if (known?.rules === rules && known.from <= now && now < known.until) return known.answer;
    const answer = articleAnswer({ row, rules }, priceMoment(rules, now), null);
    if (answer) this.known.set(row, { answer, rules, from: now, until: endOf(answer) });
    return answer;
  }
}

const endOf = (answer: ScanAnswer): Instant => ('product' in answer ? answer.product.priceValidUntil : null) ?? Number.POSITIVE_INFINITY;
