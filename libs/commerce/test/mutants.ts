import { amount, parseRate, quantity, unitPrice } from '@app/kernel';
import type { CalculatedCart, CalculatedLine } from '../src';

type Sale = CalculatedCart;
type Tender = Sale['cart']['tenders'][number];

const totals =
  (change: (sale: Sale) => Partial<Sale['totals']>) =>
  (sale: Sale): Sale => ({ ...sale, totals: { ...sale.totals, ...change(sale) } });
const cart =
  (change: (sale: Sale) => Partial<Sale['cart']>) =>
  (sale: Sale): Sale => ({ ...sale, cart: { ...sale.cart, ...change(sale) } });
const tenders = (change: (tender: Tender) => Partial<Tender>) =>
  cart((sale) => ({ tenders: sale.cart.tenders.map((tender) => ({ ...tender, ...change(tender) })) }));
const lines = (change: (line: CalculatedLine) => Partial<CalculatedLine>) => (sale: Sale): Sale => ({
  ...sale,
  lines: sale.lines.map((line) => ({ ...line, ...change(line) })),
}); // prettier-ignore
const inside = (change: (line: CalculatedLine) => Partial<CalculatedLine['line']>) =>
  lines((line) => ({ line: { ...line.line, ...change(line) } }));

/** By rule, a fault that it alone was made to find; any sale that has lines and a payment can be given it. */
export const MUTANTS: Readonly<Record<string, (sale: Sale) => Sale>> = {
  'not-empty': inside(() => ({ isVoided: true })),
  'business-date-present': cart(() => ({ businessDate: '' })),
  'gross-is-sum-of-lines': totals(({ totals: { gross } }) => ({ gross: amount(gross + 1) })),
  'discount-is-sum-of-lines': totals(({ totals: { discount } }) => ({ discount: amount(discount + 1) })),
  'line-discount-is-sum': lines(({ discount }) => ({ discount: amount(discount + 1) })),
  'line-discount-not-above-amount': lines(() => ({ discounts: [{ kind: 'manual-line', offerId: null, name: null, amount: amount(-1) }] })),
  'line-discounted-only-where-allowed': (sale) => withDiscount(inside(() => ({ isDiscountable: false }))(sale)),
  'manual-discounts-within-limits': (sale) =>
    withDiscount(
      inside(() => ({
        kind: 'product',
        isDiscountable: true,
        isDeposit: undefined,
        linkedTo: undefined,
        priceSource: 'keyed',
        returnOf: null,
        blindReturn: undefined,
        manualDiscount: ONE_OFF,
      }))(sale),
    ),
  'price-override-names-list-price': inside(() => ({ priceSource: 'override', priceOverride: undefined })),
  'net-is-sum-of-lines': totals(({ totals: { net } }) => ({ net: amount(net + 1) })),
  'net-plus-tax-is-gross': totals(({ totals: { tax } }) => ({ tax: amount(tax + 1) })),
  'tax-is-sum-of-taxes': totals(({ totals: { tax } }) => ({ tax: amount(tax - 1) })),
  'item-count': totals(({ totals: { itemCount } }) => ({ itemCount: itemCount + 1 })),
  'payment-is-sum-of-payments': totals(({ totals: { paid } }) => ({ paid: amount(paid + 1) })),
  'paid-exactly': totals(() => ({ remaining: amount(1) })),
  'rounding-by-cash-only': tenders(() => ({ function: 'card', rounding: amount(1) })),
  'line-ids-differ': cart((sale) => ({ lines: [...sale.cart.lines, ...sale.cart.lines] })),
  'tender-sign-of-kind': tenders(({ tendered }) => ({ kind: tendered > 0 ? 'refund' : 'payment', tendered: amount(tendered || -1) })),
  'change-within-payment': tenders(({ tendered }) => ({ change: amount(Math.abs(tendered) + 1) })),
  'line-net-plus-tax-is-gross': lines(({ net }) => ({ net: amount(net + 1) })),
  'line-tax-is-sum-of-taxes': lines(({ tax }) => ({ tax: amount(tax + 1) })),
  'line-amount-includes-tax': lines((line) => ({ amount: amount(line.amount + 1) })),
  'line-has-product': inside(() => ({ kind: 'product', productId: null })),
  'line-quantity-fits-unit': inside(() => ({ labelAmount: null, returnOf: null, quantity: quantity(1_500), unitDecimals: 0 })),
  'line-price-not-negative': inside(() => ({ unitPrice: unitPrice(-1) })),
  'line-sign-of-quantity': lines(({ line }) => ({ net: amount((line.quantity ?? 0) > 0 ? -1 : 1) })),
  'line-negative-only-as-return': inside(() => ({
    quantity: quantity(-1_000),
    returnOf: null,
    blindReturn: undefined,
    isDeposit: undefined,
  })),
  'linked-line-follows': inside(() => ({ linkedTo: { lineId: 'gone', perUnit: null } })),
  'deposit-not-discounted': lines(({ line }) => ({ line: { ...line, isDeposit: true }, discount: amount(1) })),
  'no-gift-card-return': inside(() => ({ kind: 'gift-card', quantity: quantity(-1_000) })),
  'one-tax-row-per-code': lines(({ taxes }) => ({ taxes: [...taxes, ...taxes, ...TWICE] })),
  'line-taxes-as-charged': lines(() => ({ taxes: [ONCE] })),
  'exempt-tax-is-nothing': lines(() => ({ taxes: [{ ...ONCE, terms: { origin: { kind: 'percent-of-net' }, isExempt: true } }] })),
  'return-within-sold': inside(() => ({ returnOf: { ...ORIGIN, returnedBefore: quantity(1_000) }, quantity: quantity(-1) })),
};

const ONE_OFF = {
  reward: { kind: 'amount', amount: amount(1) }, reason: null, staffId: null, within: { part: parseRate('1'), amount: amount(0) },
} as const; // prettier-ignore
const withDiscount = lines(() => ({ discounts: [{ kind: 'manual-line', offerId: null, name: null, amount: amount(1) }] }));

const ONCE = { taxCodeId: 'other', rate: 0 as never, base: amount(0), amount: amount(1) };
const TWICE = [ONCE, ONCE];
const ORIGIN = {
  transactionId: 't', lineId: 'l', receiptNumber: 'r', registerId: 'r1', soldQuantity: quantity(1_000),
  soldNet: amount(1), soldGross: amount(1), soldTaxes: [],
}; // prettier-ignore
