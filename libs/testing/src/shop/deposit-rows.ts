import { checkDigitFor, parseQuantity } from '@app/kernel';
import { price, product, SHOP_ROWS } from './shop-rows';

const OF_ENTITY = { legalEntityId: 'le1' };

/** What comes with a unit of a product. */
export const productLink = (productId: string, linkedProductId: string, unitId = 'pcs', quantity = '1') => ({
  ...OF_ENTITY, productId, unitId, linkedProductId, quantity: parseQuantity(quantity),
}); // prettier-ignore

/** In-house code of the deposit on a bottle. */
export const EMPTY_BOTTLE = '777';

/** Slips of its bottle machine: 778, five digits that number them, four of money, a check digit. */
const SLIP = '778';

/** The shop, where milk comes in bottles with a deposit of 0.30 without tax. */
export const DEPOSIT_ROWS: Readonly<Record<string, readonly object[]>> = {
  ...SHOP_ROWS,
  product: [...(SHOP_ROWS['product'] ?? []), product('bottle', { itemTaxGroupId: 'none', isDeposit: true }), product('slip', { itemTaxGroupId: 'none', isDeposit: true })],
  productBarcode: [
    ...(SHOP_ROWS['productBarcode'] ?? []),
    { ...OF_ENTITY, barcode: EMPTY_BOTTLE, productId: 'bottle', unitId: 'pcs', quantity: parseQuantity('1') },
    { ...OF_ENTITY, barcode: SLIP, productId: 'slip', unitId: 'pcs', quantity: parseQuantity('1') },
  ],
  barcodeMask: [
    ...(SHOP_ROWS['barcodeMask'] ?? []),
    {
      ...OF_ENTITY, maskId: 'slip', prefix: SLIP, length: 13, carries: 'deposit-slip', productStart: 0, productLength: 3, valueStart: 8,
      valueLength: 4, valueDecimals: 2,
    },
  ],
  productLink: [productLink('milk', 'bottle')],
  price: [...(SHOP_ROWS['price'] ?? []), price('bottle', '0.30')],
}; // prettier-ignore

/** The code of a slip of the bottle machine. */
export function depositSlip(number: number, cents: number): string {
  const body = `${SLIP}${String(number).padStart(5, '0')}${String(cents).padStart(4, '0')}`;
  return body + checkDigitFor(body);
}
