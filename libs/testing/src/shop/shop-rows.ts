import { DEFAULT_PERMISSION_GROUPS } from '@app/commerce';
import { parseQuantity, parseRate, parseUnitPrice } from '@app/kernel';

/** 12:00 on a Monday in Tel Aviv. */
export const NOON = Date.parse('2026-08-10T09:00:00Z');
const FOREVER = { validFrom: '2000-01-01', validTo: '2154-12-31' };
const OF_ENTITY = { legalEntityId: 'le1' };
const OF_CHANNEL = { channelId: 'store-1' };

export const MILK = '7290004131074';
export const WINE = '7290014758988';
export const SIX_PACK = '7290011194246';
/** In-house code of apples; labels 2100123PPPPPC carry their price, 2900123WWWWWC their weight. */
export const APPLES = '123';

export const product = (productId: string, change: object = {}) => ({
  ...OF_ENTITY, productId, name: productId, categoryId: null, itemTaxGroupId: 'full', unitId: 'pcs', isWeighed: false,
  mustKeyInPrice: false, minimumAge: null, isDiscountable: true, isBlocked: false, ...change,
}); // prettier-ignore
const barcode = (code: string, productId: string, unitId = 'pcs', quantity = '1') => ({
  ...OF_ENTITY, barcode: code.length > 8 ? code.padStart(14, '0') : code, productId, unitId, quantity: parseQuantity(quantity),
}); // prettier-ignore
export const price = (productId: string, unitPrice: string, unitId = 'pcs', change: object = {}) => ({
  ...OF_ENTITY, ...OF_CHANNEL, priceId: `p-${productId}-${unitPrice}`, productId, unitId, unitPrice: parseUnitPrice(unitPrice), ...FOREVER, ...change,
}); // prettier-ignore
const worker = (workerId: string, name: string, permissionGroupId: string) => ({
  ...OF_CHANNEL, ...OF_ENTITY, workerId, name, language: 'en', permissionGroupId, pinVerifier: null, isBlocked: false,
}); // prettier-ignore
const tender = (tenderTypeId: string, kind: string, change: object = {}) => ({
  ...OF_CHANNEL, tenderTypeId, name: tenderTypeId, function: kind, roundingStep: '0.10', roundingMode: 'half-away-from-zero', allowsOvertender: true,
  maximumOvertender: null, changeTenderTypeId: 'cash', minimumAmount: null, maximumAmount: null, allowsReturn: true, opensDrawer: true,
  isCounted: true, ...change,
}); // prettier-ignore
const mask = (maskId: string, prefix: string, carries: string, valueDecimals: number) => ({
  ...OF_ENTITY, maskId, prefix, length: 13, carries, productStart: 2, productLength: 5, valueStart: 7, valueLength: 5, valueDecimals,
}); // prettier-ignore

/** A store with two registers that sells milk, wine, six-packs and apples by weight. */
export const SHOP_ROWS: Readonly<Record<string, readonly object[]>> = {
  currency: [{ currencyCode: 'ILS', minorDigits: 2 }],
  unitOfMeasure: [{ unitId: 'pcs', name: 'pieces', decimals: 0 }, { unitId: 'kg', name: 'kilogram', decimals: 3 }],
  legalEntity: [{ ...OF_ENTITY, name: 'Chain', registrationNumber: '1', currency: 'ILS' }],
  channel: [
    {
      ...OF_CHANNEL, ...OF_ENTITY, name: 'Corner store', address: '1 Main street', currency: 'ILS', timeZone: 'Asia/Jerusalem', dayCutOffMinutes: 240,
      pricesIncludeTax: true, taxGroupId: 'store', locale: 'en-GB', receiptHeader: '', receiptFooter: 'Thank you',
    },
  ],
  taxCode: [{ ...OF_ENTITY, taxCodeId: 'vat', name: 'VAT', rate: parseRate('0.18'), ...FOREVER }],
  taxGroupCode: [{ ...OF_ENTITY, taxGroupId: 'store', taxCodeId: 'vat' }],
  itemTaxGroupCode: [{ ...OF_ENTITY, itemTaxGroupId: 'full', taxCodeId: 'vat' }],
  barcodeMask: [mask('price', '21', 'price', 2), mask('weight', '29', 'weight', 3)],
  register: ['r1', 'r2'].map((registerId) => ({ ...OF_CHANNEL, registerId, name: registerId, drawerId: `d-${registerId}`, receiptMask: 'S-TT-####', terminalId: null })),
  permissionGroup: DEFAULT_PERMISSION_GROUPS.map((group) => ({ ...OF_ENTITY, ...group, maximumLineDiscount: 0 })),
  worker: [worker('anna', 'Anna', 'store-manager'), worker('ben', 'Ben', 'cashier'), worker('it', 'Ida', 'store-it')],
  tenderType: [tender('cash', 'cash'), tender('card', 'card', { roundingStep: '0', allowsOvertender: false, changeTenderTypeId: null })],
  product: [
    product('milk'), product('wine', { minimumAge: 18 }), product('apples', { unitId: 'kg', isWeighed: true }), product('repair', { mustKeyInPrice: true }),
  ],
  productBarcode: [barcode(MILK, 'milk'), barcode(WINE, 'wine'), barcode(SIX_PACK, 'milk', 'pcs', '6'), barcode(APPLES, 'apples', 'kg')],
  price: [price('milk', '6.93'), price('wine', '39.90'), price('apples', '8.90', 'kg')],
}; // prettier-ignore
