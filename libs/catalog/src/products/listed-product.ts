import type { ProductPage } from '@app/channel-db';
import type { ChannelRules } from '@app/commerce';
import type { Instant } from '@app/kernel';
import { z } from 'zod';
import { priceMoment, productView, viewIn } from '../product-view';

export const listedProductView = productView.extend({ barcodes: z.array(z.string()) }).meta({ id: 'ListedProduct' });
export type ListedProductView = z.output<typeof listedProductView>;

/** Products with their barcodes and what a unit costs at `now`. */
export function listedViews({ products, book }: Omit<ProductPage, 'next'>, rules: ChannelRules, now: Instant): ListedProductView[] {
  const moment = priceMoment(rules, now);
  return products.flatMap(({ productId, barcodes }) => {
    const view = viewIn(book, productId, rules, moment);
    return view ? [{ ...view, barcodes: [...barcodes] }] : [];
  });
}
