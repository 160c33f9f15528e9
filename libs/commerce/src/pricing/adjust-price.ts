import { divideRounded, toSafeNumber, unitPrice, type Rate, type UnitPrice, type Validity } from '@app/kernel';

/** Lowers what was agreed, for the people of a price group; it never raises (field notes 5.3). */
export interface PriceAdjustment extends Validity {
  readonly priceAdjustmentId: string;
  readonly priceGroupId: string;
  /** Any unit when absent. */
  readonly unitId?: string | undefined;
  readonly change:
    | { readonly kind: 'percent'; readonly part: Rate }
    | { readonly kind: 'amount'; readonly amount: UnitPrice }
    | { readonly kind: 'price'; readonly unitPrice: UnitPrice };
}

export interface AdjustedPrice {
  readonly unitPrice: UnitPrice;
  /** Null when nothing lowered it. */
  readonly priceAdjustmentId: string | null;
}

/** The largest adjustment of the highest pricing priority at which there is one; lower priorities are not looked at. */
export function adjustPrice(agreed: UnitPrice, rows: readonly PriceAdjustment[], groups: ReadonlyMap<string, number>): AdjustedPrice {
  const ours = rows.filter(({ priceGroupId }) => groups.has(priceGroupId));
  const priority = Math.max(...ours.map(({ priceGroupId }) => groups.get(priceGroupId) ?? 0));
  let best: AdjustedPrice = { unitPrice: agreed, priceAdjustmentId: null };
  for (const row of ours.filter(({ priceGroupId }) => groups.get(priceGroupId) === priority)) {
    const price = loweredTo(agreed, row.change);
    const isSmallerId = best.priceAdjustmentId !== null && row.priceAdjustmentId < best.priceAdjustmentId;
    if (price < best.unitPrice || (price === best.unitPrice && isSmallerId))
      best = { unitPrice: price, priceAdjustmentId: row.priceAdjustmentId };
  }
  return best;
}

/** Never below nothing. */
function loweredTo(agreed: UnitPrice, change: PriceAdjustment['change']): UnitPrice {
  switch (change.kind) {
    case 'percent': {
      const off = divideRounded(BigInt(agreed) * BigInt(change.part), 1_000_000n, 'half-away-from-zero');
      return unitPrice(Math.max(0, agreed - toSafeNumber(off)));
    }
    case 'amount': return unitPrice(Math.max(0, agreed - change.amount));
    case 'price': return change.unitPrice;
  } // prettier-ignore
}
