import { currencyOf, formatAmount, parseAmount, parseRate, parseUnitPrice, type Amount, type Currency } from '@app/kernel';
import { aBook, aLine, anEmptyCart, aTender, cartOf, minor, someRules } from '../../test/builders';
import change from '../../test/vectors/tender/change.json';
import currency from '../../test/vectors/tender/currency.json';
import limits from '../../test/vectors/tender/limits.json';
import rounding from '../../test/vectors/tender/rounding.json';
import { addLine } from '../cart/add-line';
import { activeTenders, type Cart } from '../cart/cart';
import { calculateCart } from '../pricing/calculate-cart';
import type { ChannelRules, TenderType } from '../pricing/pricing-book';
import { addBlindReturn } from '../returns/blind-return';
import { brokenRules } from '../validation/rules';
import { addCash } from './tenders';

type Payment = readonly [tenderTypeId: string, amount: string, settles?: 'settles'];
type Money = 'change' | 'rounding' | 'paid' | 'remaining';
interface Case extends Partial<Readonly<Record<Money, string>>> {
  readonly title: string;
  readonly due: string;
  readonly pay: readonly Payment[];
  readonly changeIn?: string;
  /** What the first payment is worth in the company's books. */
  readonly company?: string;
  readonly refused?: string;
}
interface Vectors {
  readonly title: string;
  readonly source: string;
  readonly currency: string;
  readonly companyCurrency?: string;
  readonly rates?: readonly { readonly currencyCode: string; readonly validFrom: string; readonly units: number; readonly rate: string }[];
  readonly tenderTypes: Readonly<Record<string, Readonly<Record<string, string | boolean | null>>>>;
  readonly cases: readonly Case[];
}

const FAMILIES = [change, currency, limits, rounding] as unknown as readonly Vectors[];
const AMOUNTS = new Set([
  'roundingStep',
  'maximumOvertender',
  'minimumAmount',
  'maximumAmount',
  'minimumChangeAmount',
  'maximumUndertender',
]);

function rulesOf({ currency: code, companyCurrency = code, rates = [], tenderTypes }: Vectors): ChannelRules {
  const { minorDigits } = currencyOf(code);
  const typed = ([field, value]: [string, string | boolean | null]) => {
    if (field === 'currency') return [field, currencyOf(String(value))];
    return [field, AMOUNTS.has(field) && typeof value === 'string' ? parseAmount(value, minorDigits) : value];
  };
  const tenders = Object.entries(tenderTypes).map(([tenderTypeId, settings]) =>
    aTender({ tenderTypeId, ...(Object.fromEntries(Object.entries(settings).map(typed)) as Partial<TenderType>) }),
  );
  const exchangeRates = rates.map((row) => ({ ...row, rate: parseRate(row.rate) }));
  return someRules({ currency: currencyOf(code), companyCurrency: currencyOf(companyCurrency), exchangeRates, tenders });
}

/** A basket that comes to so much: work at a keyed price, or the same taken back. */
function cartDue(due: string, rules: ChannelRules): Cart {
  const empty = anEmptyCart(rules);
  if (Number(due) === 0) return empty;
  const line = aLine({ productId: 'repair', unitPrice: parseUnitPrice(due.replace('-', '')) });
  if (!due.startsWith('-')) return cartOf(addLine(empty, line, aBook(), rules));
  return cartOf(addBlindReturn(empty, [line], { reason: 'r', reference: 'x', staffId: null }, aBook(), rules, { line: null, total: null }));
}

function pay(cart: Cart, payments: readonly Payment[], rules: ChannelRules) {
  let last: ReturnType<typeof addCash> = { kind: 'unchanged', cart };
  for (const [index, [tenderTypeId, text, settles]] of payments.entries()) {
    const { minorDigits }: Currency = rules.tenderTypes.get(tenderTypeId)?.currency ?? rules.currency;
    const amount = parseAmount(text, minorDigits);
    last = addCash(cartOf(last), { tenderId: `t${index}`, tenderTypeId, amount, settles: settles !== undefined }, rules);
  }
  return last;
}

describe.each(FAMILIES)('$title', (family) => {
  const rules = rulesOf(family);
  const money = (value: Amount): string => formatAmount(value, rules.currency.minorDigits);

  it.each(family.cases)('$title', (expected) => {
    const outcome = pay(cartDue(expected.due, rules), expected.pay, rules);
    expect(outcome.kind === 'refused' ? outcome.code : undefined).toBe(expected.refused);
    if (outcome.kind === 'refused') return;
    const sale = calculateCart(outcome.cart);
    for (const name of ['change', 'rounding', 'paid', 'remaining'] as const)
      if (expected[name] !== undefined) expect({ [name]: money(sale.totals[name]) }).toEqual({ [name]: expected[name] });
    const [first] = activeTenders(sale.cart);
    if (expected.changeIn !== undefined) expect(first?.changeTenderTypeId).toBe(expected.changeIn);
    if (expected.company !== undefined && first?.foreign)
      expect(formatAmount(first.foreign.companyAmount, first.foreign.companyCurrency.minorDigits)).toBe(expected.company);
    if (sale.totals.remaining === minor(0)) expect(brokenRules(sale)).toEqual([]);
  });
});

it('names its source in each family', () => {
  for (const { source, cases } of FAMILIES) expect([source.length > 20, cases.length > 5]).toEqual([true, true]);
});
