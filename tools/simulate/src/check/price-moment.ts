import { parseUnitPrice, type Instant } from '@app/kernel';
import type { SaleBody } from '@app/protocol';
import { costsOf } from '../store/chain';

/** A page of the assortment as a register got it. */
export interface SeenList {
  readonly registerId: string;
  readonly askedAt: Instant;
  readonly answeredAt: Instant;
  readonly catalogVersion: number;
  readonly products: readonly { readonly productId: string; readonly unitPrice: string | null; readonly priceValidUntil: number | null }[];
}

/** Which prices the goods of the chain have before and from a moment on. */
export interface PriceChange {
  readonly at: Instant;
  readonly shiftCents: number;
}

/** The clocks of the box and of the test are set by one machine; they are read at different times. */
const CLOCK_SLACK_MS = 500;

/** Whether every price of the list is that of one price list; undefined when it is half of each, or empty. */
export function listKind({ products }: Pick<SeenList, 'products'>, { shiftCents }: PriceChange): 'old' | 'new' | undefined {
  const isAll = (cents: number) => products.length > 0 && products.every((one) => one.unitPrice === costsOf(one.productId, cents));
  return isAll(0) ? 'old' : isAll(shiftCents) ? 'new' : undefined;
}

/** What is wrong with a list that was sent ahead: mixed, early, late, back again, or without the word until when it holds. */
export function listFaults(lists: readonly SeenList[], change: PriceChange): string[] {
  const hasSeenNew = new Set<string>();
  return lists.flatMap((list) => {
    const kind = listKind(list, change);
    const isOldAgain = kind === 'old' && hasSeenNew.has(list.registerId);
    if (kind === 'new') hasSeenNew.add(list.registerId);
    const faults = [
      kind === undefined && 'mixed',
      kind === 'new' && list.answeredAt < change.at - CLOCK_SLACK_MS && 'early',
      kind === 'old' && list.askedAt > change.at + CLOCK_SLACK_MS && 'late',
      isOldAgain && 'old again',
      kind === 'old' && list.products.some(({ priceValidUntil }) => priceValidUntil !== change.at) && 'silent about its end',
    ];
    return faults.filter((fault) => fault !== false).map((fault) => `${list.registerId} ${new Date(list.askedAt).toISOString()}: ${fault}`);
  });
}

/** Whether each line costs what it did when it was quoted, and a basket begun after the change has new prices only. */
export function isPricedInTime({ lines, beganAt }: SaleBody, { at, shiftCents }: PriceChange): boolean {
  return lines.every(({ productId, priceSource, unitPrice, quoted }) => {
    if (priceSource !== 'price-list') return true;
    const isNew = quoted !== undefined && quoted.at >= at;
    const isRight = parseUnitPrice(costsOf(productId ?? '', isNew ? shiftCents : 0)) === unitPrice;
    return quoted !== undefined && isRight && (isNew || beganAt < at);
  });
}
