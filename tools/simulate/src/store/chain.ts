import { checkDigitFor, formatScaled, type LocalMinute } from '@app/kernel';
import type { Sellable } from '../register/basket';
import type { HeadquartersApi } from './headquarters-api';

/** A chain of one store, as large as a test wants it. */
export interface ChainPlan {
  readonly productCount: number;
  readonly registerCount: number;
  /** Added to every price, in cents: a second snapshot with other prices of the same goods. */
  readonly priceShiftCents?: number;
}

const LEGAL_ENTITY = 'sim';
export const CHANNEL = 'sim-1';
export const CHANNEL_DATABASE = 'sim-db';
const CURRENCY = 'EUR';
export const TIME_ZONE = 'Europe/Berlin';
export const CASHIER = { staffId: '9001', pin: '4711' };
const FOR_EVER = { validFrom: '2020-01-01', validTo: '9999-12-31' };
const ROWS_AT_ONCE = 1_000;
const MOST_SAMPLED = 20_000;
/** One product in so many is sold by weight; one in so many needs a buyer of 18. */
const EVERY = { weighed: 10, ofAge: 50 };

const PERMISSIONS = [
  'sell', 'take-card-payment', 'sell-gift-card', 'key-price', 'void-line', 'void-transaction', 'return-with-receipt', 'look-up-transactions',
  'reprint-receipt', 'open-shift', 'move-cash', 'count-drawer', 'close-shift', 'print-x-report', 'print-z-report', 'view-all-shifts', 'train',
]; // prettier-ignore

export const registerIds = (count: number): string[] => Array.from({ length: count }, (_, index) => `R${index + 1}`);
export const productId = (index: number): string => `P${String(index).padStart(7, '0')}`;
/** A made-up GTIN-13 of the range for use within a company. */
function barcodeOf(index: number): string {
  const digits = `20${String(index).padStart(10, '0')}`;
  return `${digits}${checkDigitFor(digits)}`;
}
/** From 0.50 to 50.45, by index, so that a check can say what any line must cost. */
export const priceOf = (index: number, shiftCents = 0): string => formatScaled(50 + ((index * 37) % 5_000) + shiftCents, 2, 2);

/** The same for a product. */
export const costsOf = (id: string, shiftCents: number): string => priceOf(Number(id.slice(1)), shiftCents);

/** Writes the whole chain into an empty headquarters, or over the one that is there. */
export async function seedChain(headquarters: HeadquartersApi, plan: ChainPlan): Promise<void> {
  for (const [path, rows] of Object.entries(companyRows(plan))) await headquarters.put(path, { rows });
  await headquarters.post('/worker-pins', { channelId: CHANNEL, workerId: CASHIER.staffId, pin: CASHIER.pin });
  await headquarters.put('/data-groups', { dataGroupId: 'sim', name: 'Simulated' });
  await headquarters.put('/channel-databases', {
    channelDatabaseId: CHANNEL_DATABASE,
    dataGroupId: 'sim',
    name: 'Simulated',
    channelIds: [CHANNEL],
  });
  await seedProducts(headquarters, plan);
}

/** Products, barcodes and prices alone. */
export async function seedProducts(headquarters: HeadquartersApi, { productCount, priceShiftCents }: ChainPlan): Promise<void> {
  for (let from = 0; from < productCount; from += ROWS_AT_ONCE) {
    const indexes = Array.from({ length: Math.min(ROWS_AT_ONCE, productCount - from) }, (_, at) => from + at);
    await headquarters.put('/products', { rows: indexes.map(productRow) });
    await headquarters.put('/product-barcodes', { rows: indexes.map(barcodeRow) });
    await headquarters.put('/prices', { rows: indexes.map((index) => priceRow(index, priceShiftCents)) });
  }
}

/** Other prices of all goods from a minute on, beside the ones that hold until then. */
export async function sendPriceList(
  headquarters: HeadquartersApi,
  { productCount, shiftCents, from }: { readonly productCount: number; readonly shiftCents: number; readonly from: LocalMinute },
): Promise<void> {
  const [validFrom, validFromTime] = from.split('T');
  const rows = Array.from({ length: productCount }, (_, index) => ({
    ...priceRow(index, shiftCents), priceId: `${productId(index)}-2`, validFrom, validFromTime,
  })); // prettier-ignore
  await headquarters.put('/prices', { rows });
}

function companyRows({ registerCount }: ChainPlan): Record<string, object[]> {
  const entity = { legalEntityId: LEGAL_ENTITY };
  const exact = {
    channelId: CHANNEL,
    roundingMode: 'half-away-from-zero',
    minimumAmount: null,
    maximumAmount: null,
    maximumOvertender: null,
  };
  return {
    '/currencies': [{ currencyCode: CURRENCY, minorDigits: 2 }],
    '/unit-of-measures': [
      { unitId: 'pcs', name: 'Piece', decimals: 0 },
      { unitId: 'kg', name: 'Kilogram', decimals: 3 },
    ],
    '/legal-entities': [{ ...entity, name: 'Simulated Foods', registrationNumber: '1', currency: CURRENCY }],
    '/tax-codes': [
      { ...entity, taxCodeId: 'full', name: 'VAT 20 %', rate: '0.2', ...FOR_EVER },
      { ...entity, taxCodeId: 'food', name: 'VAT 7 %', rate: '0.07', ...FOR_EVER },
    ],
    '/tax-group-codes': ['full', 'food'].map((taxCodeId) => ({ ...entity, taxGroupId: 'store', taxCodeId })),
    '/item-tax-group-codes': ['full', 'food'].map((taxCodeId) => ({ ...entity, itemTaxGroupId: taxCodeId, taxCodeId })),
    '/permission-groups': [{ ...entity, permissionGroupId: 'all', name: 'All', permissions: PERMISSIONS, maximumLineDiscount: '1' }],
    '/channels': [
      {
        ...entity, channelId: CHANNEL, name: 'Simulated store', address: '1 Main Street', currency: CURRENCY, timeZone: TIME_ZONE,
        dayCutOffMinutes: 0, pricesIncludeTax: true, taxGroupId: 'store', locale: 'en', receiptHeader: '', receiptFooter: '',
      },
    ],
    '/registers': registerIds(registerCount).map((registerId) => ({
      channelId: CHANNEL, registerId, name: registerId, drawerId: `${registerId}-drawer`, receiptMask: 'TT########', terminalId: `T-${registerId}`,
    })),
    '/tender-types': [
      { ...exact, tenderTypeId: 'cash', name: 'Cash', function: 'cash', roundingStep: '0.05', allowsOvertender: true, changeTenderTypeId: 'cash',
        allowsReturn: true, opensDrawer: true, isCounted: true },
      { ...exact, tenderTypeId: 'card', name: 'Card', function: 'card', roundingStep: '0', allowsOvertender: false, changeTenderTypeId: null,
        allowsReturn: true, opensDrawer: false, isCounted: false },
    ],
    '/workers': [
      { ...entity, channelId: CHANNEL, workerId: CASHIER.staffId, name: 'Simulated cashier', language: 'en', permissionGroupId: 'all', pinVerifier: null, isBlocked: false },
    ],
    '/categories': [{ ...entity, categoryId: 'all', parentCategoryId: null, name: 'All' }],
  }; // prettier-ignore
}

/** What the registers of a test pick from. */
export function sampleOf(productCount: number): Sellable[] {
  return Array.from({ length: Math.min(productCount, MOST_SAMPLED) }, (_, index) => ({
    productId: productId(index),
    barcode: barcodeOf(index),
    isWeighed: isWeighed(index),
    minimumAge: minimumAgeOf(index),
    unitPrice: priceOf(index),
  }));
}

const isWeighed = (index: number): boolean => index % EVERY.weighed === 3;

const minimumAgeOf = (index: number): number | null => (index % EVERY.ofAge === 7 ? 18 : null);

function productRow(index: number): object {
  return {
    legalEntityId: LEGAL_ENTITY, productId: productId(index), name: `Product ${index}`, categoryId: 'all',
    itemTaxGroupId: index % 2 === 0 ? 'food' : 'full', unitId: isWeighed(index) ? 'kg' : 'pcs', isWeighed: isWeighed(index), mustKeyInPrice: false,
    minimumAge: minimumAgeOf(index), isDiscountable: true, isBlocked: false,
  }; // prettier-ignore
}

const barcodeRow = (index: number): object => ({
  legalEntityId: LEGAL_ENTITY, barcode: `0${barcodeOf(index)}`, productId: productId(index), unitId: isWeighed(index) ? 'kg' : 'pcs', quantity: '1',
}); // prettier-ignore

const priceRow = (index: number, shiftCents?: number): object => ({
  channelId: CHANNEL, priceId: `${productId(index)}-1`, legalEntityId: LEGAL_ENTITY, productId: productId(index),
  unitId: isWeighed(index) ? 'kg' : 'pcs', unitPrice: priceOf(index, shiftCents), ...FOR_EVER,
}); // prettier-ignore
