import type { CatalogReader } from '@app/channel-db';
import type { Coupon } from '@app/commerce';
import { sellingError } from './errors';
import type { SellingTerms } from './find-products';
import type { Seller } from './ports';

/** A coupon by its code, as printed; `at` is where in the request it stands. */
export async function findCoupon(
  catalog: CatalogReader,
  { configuration }: Pick<SellingTerms, 'configuration'>,
  { legalEntityId }: Pick<Seller, 'legalEntityId'>,
  { code, at }: { readonly code: string; readonly at: string },
): Promise<Coupon> {
  const { coupon } = await catalog.offers.couponByCode(configuration, legalEntityId, code.trim());
  if (!coupon) throw sellingError('coupon.unknown', 'no coupon in force has the code', { field: at });
  return coupon;
}

/** Several by their codes. */
export async function findCoupons(
  catalog: CatalogReader,
  terms: Pick<SellingTerms, 'configuration'>,
  seller: Pick<Seller, 'legalEntityId'>,
  codes: readonly string[],
): Promise<Coupon[]> {
  const coupons: Coupon[] = [];
  for (const [index, code] of codes.entries()) coupons.push(await findCoupon(catalog, terms, seller, { code, at: `/coupons/${index}` }));
  return coupons;
}
