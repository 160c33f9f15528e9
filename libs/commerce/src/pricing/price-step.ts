import type { Quantity, UnitPrice } from '@app/kernel';
import type { PriceOrigin } from './price-origin';

/** What one unit costs from a quantity of a line on. A cart keeps the steps, so that it prices another quantity without the catalog. */
export interface PriceStep {
  readonly from: Quantity;
  readonly unitPrice: UnitPrice;
  readonly priceId: string | null;
  /** What lowered it; absent where nothing did. */
  readonly priceAdjustmentId?: string | undefined;
  readonly priceOrigin?: PriceOrigin | undefined;
}

/** The step a quantity has reached; undefined below the first. */
export const stepAt = (steps: readonly PriceStep[], count: Quantity): PriceStep | undefined => steps.findLast(({ from }) => from <= count);

/** What a line costs at a step. */
export const priceAtStep = ({ unitPrice, priceId, priceAdjustmentId, priceOrigin }: PriceStep) => ({
  unitPrice, priceId, priceAdjustmentId, priceOrigin,
}); // prettier-ignore
