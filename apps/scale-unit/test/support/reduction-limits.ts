import { parseRate } from '@app/kernel';
import type { SHOP_ROWS } from '@app/testing';

type Rows = typeof SHOP_ROWS;

/** Ben may take a tenth off a line and 2.00 off a sale, and lower prices; Anna may do anything. */
const LIMITS: Readonly<Record<string, object>> = {
  cashier: {
    permissions: ['sell', 'give-discount', 'override-price'], maximumLineDiscount: parseRate('0.1'), maximumTotalDiscount: parseRate('1'),
    maximumTotalDiscountAmount: '2.00', priceOverride: 'lower',
  },
  'store-manager': { maximumLineDiscount: parseRate('1'), maximumTotalDiscount: parseRate('1'), priceOverride: 'both' },
}; // prettier-ignore

/** The store with those limits, and a wine that nobody may discount and whose price nobody sets. */
export const withLimits = (rows: Rows): Rows => ({
  ...rows,
  permissionGroup: rows['permissionGroup']?.map((row) => ({ ...row, ...LIMITS[(row as { permissionGroupId: string }).permissionGroupId] })) ?? [],
  product: rows['product']?.map((row) => ({ ...row, ...((row as { productId: string }).productId === 'wine' && { isDiscountable: false, isPriceFixed: true, minimumAge: null }) })) ?? [],
}); // prettier-ignore
