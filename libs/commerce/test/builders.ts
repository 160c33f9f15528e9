import { currencyOf, parseQuantity, parseRate, parseUnitPrice, amount, type Amount, type Quantity } from '@app/kernel';
import {
  addLine,
  beginCart,
  type Cart,
  type CartOutcome,
  type ChannelRules,
  type Coupon,
  type NewLine,
  type PricingBook,
  type Product,
  type TenderType,
} from '../src';

/** Values with defaults for specs: a store in Tel Aviv that sells milk, bread, wine and apples by weight. */
export const FOREVER = { validFrom: '2000-01-01', validTo: '2154-12-31' } as const;
export const NOON = Date.parse('2026-08-10T09:00:00Z');

export function aTender(change: Partial<TenderType> = {}): TenderType {
  return {
    tenderTypeId: 'cash', name: 'Cash', function: 'cash', roundingStep: amount(0), roundingMode: 'half-away-from-zero',
    allowsOvertender: true, maximumOvertender: null, changeTenderTypeId: 'cash', minimumAmount: null, maximumAmount: null,
    allowsReturn: true, opensDrawer: true, isCounted: true, aboveMinimumTenderTypeId: null, minimumChangeAmount: null,
    maximumUndertender: null, currency: null, allowsBlindReturn: true, ...change,
  }; // prettier-ignore
}

export const aCard = (change: Partial<TenderType> = {}): TenderType =>
  aTender({
    tenderTypeId: 'card',
    name: 'Card',
    function: 'card',
    allowsOvertender: false,
    changeTenderTypeId: null,
    isCounted: false,
    ...change,
  });

export function someRules(change: Partial<ChannelRules> & { tenders?: readonly TenderType[] } = {}): ChannelRules {
  const { tenders = [aTender(), aCard()], ...rest } = change;
  const taxCodes = [
    { taxCodeId: 'vat', name: 'VAT', rate: parseRate('0.18'), ...FOREVER },
    { taxCodeId: 'city', name: 'City', rate: parseRate('0.02'), ...FOREVER },
  ];
  return {
    catalogVersion: 1, legalEntityId: 'entity', channelId: 'store-1', name: 'Corner store', address: '1 Main street',
    currency: currencyOf('EUR'), timeZone: 'Asia/Jerusalem', dayCutOffMinutes: 0, pricesIncludeTax: true, taxGroupId: 'store', repricesOpenBaskets: false,
    blindReturnDays: 30, prohibitsMixedBaskets: false, refundTenders: new Map(), refundsMayBeOverridden: false, suspendedHours: null,
    voidsSuspendedAtClose: false, companyCurrency: currencyOf('EUR'), exchangeRates: [], locale: 'en-GB', receiptHeader: 'Welcome', receiptFooter: 'Thank you',
    priceGroups: new Map(), productConversions: new Map(), usesDestinationTax: false, usesCustomerTax: false, usesCustomerExemption: false, unitConversions: [], taxOverrides: [],
    taxCodes, taxGroups: new Map([['store', (rest.taxCodes ?? taxCodes).map(({ taxCodeId }) => taxCodeId)]]),
    itemTaxGroups: new Map([['full', ['vat']], ['both', ['vat', 'city']], ['elsewhere', ['other']]]),
    tenderTypes: new Map(tenders.map((tender) => [tender.tenderTypeId, tender])),
    barcodeMasks: [], unitDecimals: new Map([['pcs', 0], ['kg', 3]]), ...rest,
  }; // prettier-ignore
}

export function aProduct(change: Partial<Product> = {}): Product {
  return {
    productId: 'milk', name: 'Milk', categoryId: null, itemTaxGroupId: 'full', unitId: 'pcs', isWeighed: false,
    mustKeyInPrice: false, minimumAge: null, isDiscountable: true, isBlocked: false, ...change,
  }; // prettier-ignore
}

const MILK = aProduct();
export const APPLES = aProduct({ productId: 'apples', name: 'Apples', unitId: 'kg', isWeighed: true });
const WINE = aProduct({ productId: 'wine', name: 'Wine', minimumAge: 18 });
const REPAIR = aProduct({ productId: 'repair', name: 'Repair', mustKeyInPrice: true });

/** A book that sells each product at a price for ever. */
export function aBook(
  prices: Readonly<Record<string, string>> = {},
  products: readonly Product[] = [MILK, APPLES, WINE, REPAIR],
  catalogVersion = 1,
): PricingBook {
  const priced = { milk: '6.90', apples: '8.90', wine: '39.90', ...prices };
  return {
    catalogVersion,
    products: new Map(products.map((product) => [product.productId, product])),
    prices: new Map(
      products.flatMap(({ productId, unitId }) => {
        const price = (priced as Record<string, string>)[productId];
        const row = { priceId: `p-${productId}`, productId, unitId, ...FOREVER };
        return price === undefined ? [] : [[productId, [{ ...row, unitPrice: parseUnitPrice(price) }]] as const];
      }),
    ),
  };
}

export function aCoupon(change: Partial<Coupon> = {}): Coupon {
  return {
    couponId: 'c1', code: 'CODE-1', offerId: 'o1', maximumUses: null, usesCount: 'in-all', needsCustomer: false, isExclusive: false,
    ...FOREVER, ...change,
  }; // prettier-ignore
}

export function anEmptyCart(rules: ChannelRules = someRules(), at = NOON): Cart {
  const shift = { shiftId: 'shift-1', businessDate: '2026-08-10' };
  return beginCart({ id: 'cart-1', mode: 'live', registerId: 'r1', drawerId: 'd1', staffId: 'anna', shift, at }, rules);
}

export function aLine(change: Partial<NewLine> = {}): NewLine {
  return {
    lineId: 'line-1', productId: 'milk', barcode: '4006381333931', entry: 'scanned', unitId: null, quantity: null,
    weight: null, isWeightKeyed: false, labelAmount: null, unitPrice: null, at: NOON, ...change,
  }; // prettier-ignore
}

/** The cart of an outcome that must not be a refusal. */
export function cartOf(outcome: CartOutcome): Cart {
  if (outcome.kind === 'refused') throw new Error(`refused: ${outcome.code} ${JSON.stringify(outcome.details)}`);
  return outcome.cart;
}

/** A cart of products and how many of each (a weight for a weighed one). */
export function aCartOf(wanted: Readonly<Record<string, string>>, book = aBook(), rules = someRules()): Cart {
  return Object.entries(wanted).reduce((cart, [productId, count], index) => {
    const size = parseQuantity(count);
    const sized: Partial<NewLine> = book.products.get(productId)?.isWeighed ? { weight: size } : { quantity: size };
    return cartOf(addLine(cart, aLine({ lineId: `line-${index + 1}`, productId, ...sized }), book, rules));
  }, anEmptyCart(rules));
}

export const minor = (value: number): Amount => amount(value);
export const count = (text: string): Quantity => parseQuantity(text);
