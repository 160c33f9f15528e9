import { amount, divideRounded, toSafeNumber, type Amount, type Currency, type LocalDate } from '@app/kernel';
import type { ForeignAmount } from '../cart/cart-tender';
import type { ChannelRules, ExchangeRate } from '../pricing/pricing-book';

/** Foreign money with what it is worth here and in the company's books; undefined where no rate of the day is known. */
export function worthOf(
  given: Amount,
  currency: Currency,
  date: LocalDate,
  rules: ChannelRules,
): { readonly worth: Amount; readonly foreign: ForeignAmount } | undefined {
  const { companyCurrency: company } = rules;
  const [from, to] = [rateOf(currency, date, rules), rateOf(rules.currency, date, rules)];
  if (!from || !to) return undefined;
  return {
    worth: converted(given, currency, from, rules.currency, to),
    foreign: {
      currency,
      amount: given,
      units: from.units,
      rate: from.rate,
      rateDate: from.validFrom,
      companyCurrency: company,
      companyAmount: converted(given, currency, from, company, { ...PAR, validFrom: date }),
    },
  };
}

type Rated = Pick<ExchangeRate, 'units' | 'rate' | 'validFrom'>;
/** Money of the company itself. */
const PAR = { units: 1, rate: 1_000_000 as ExchangeRate['rate'] };

/** The latest rate that had begun on the day. */
function rateOf({ code }: Currency, date: LocalDate, { companyCurrency, exchangeRates }: ChannelRules): Rated | undefined {
  if (code === companyCurrency.code) return { ...PAR, validFrom: date };
  const begun = exchangeRates.filter((row) => row.currencyCode === code && row.validFrom <= date && row.rate > 0);
  return begun.reduce<Rated | undefined>((latest, row) => (latest && latest.validFrom >= row.validFrom ? latest : row), undefined);
}

/** Rounded once, commercially, to the minor units of the second currency. */
function converted(value: Amount, from: Currency, its: Rated, to: Currency, other: Rated): Amount {
  const numerator = BigInt(value) * BigInt(its.rate) * BigInt(other.units) * 10n ** BigInt(to.minorDigits);
  const denominator = BigInt(its.units) * BigInt(other.rate) * 10n ** BigInt(from.minorDigits);
  return amount(toSafeNumber(divideRounded(numerator, denominator, 'half-away-from-zero')));
}
