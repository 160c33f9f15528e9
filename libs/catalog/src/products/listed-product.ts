import type { ListedProduct } from '@app/channel-db';
import type { ChannelRules } from '@app/commerce';
import type { Instant } from '@app/kernel';
import { z } from 'zod';
import { priceMoment, productView, viewOf } from '../product-view';

export const listedProductView = productView.extend({ barcodes: z.array(z.string()) }).meta({ id: 'ListedProduct' });
export type ListedProductView = z.output<typeof listedProductView>;

/** Products with their barcodes and what a unit costs at `now`. */
export function listedViews(products: readonly ListedProduct[], rules: ChannelRules, now: Instant): ListedProductView[] {
  const moment = priceMoment(rules, now);
  return products.map(({ product, prices, barcodes }) => ({ ...viewOf(product, prices, rules, moment), barcodes: [...barcodes] }));
}
