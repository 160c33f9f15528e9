import { currencyOf, formatAmount, parseRate, parseUnitPrice, type Amount } from '@app/kernel';
import { aBook, aCartOf, APPLES, FOREVER, someRules } from '../../test/builders';
import exemption from '../../test/vectors/tax/exemption.json';
import origins from '../../test/vectors/tax/origins.json';
import realRates from '../../test/vectors/tax/real-rates.json';
import rounding from '../../test/vectors/tax/rounding.json';
import { calculateCart } from '../pricing/calculate-cart';
import type { ChannelRules } from '../pricing/pricing-book';
import type { UnitConversion } from '../pricing/units';
import { taxesIn } from './taxes-in';
import type { TaxOrigin, TaxRounding } from './tax-terms';

interface Vector {
  readonly title: string;
  readonly source: string;
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly rounding?: { per: string; by: string; mode?: string };
  readonly exempt?: readonly string[];
  readonly exemptionLowersPrice?: boolean;
  readonly conversions?: readonly UnitConversion[];
  readonly codes: readonly { taxCodeId: string; rate: string; origin?: string; ofTaxCodeId?: string; unitAmount?: string; unitId?: string; isBeforeTax?: boolean }[];
  readonly lines: readonly {
    price: string; quantity: string; unitId?: string; codes: readonly string[];
    expected: { net: string; gross: string; taxes: Readonly<Record<string, string | undefined>> };
  }[];
} // prettier-ignore

const VECTORS: readonly Vector[] = [...origins, ...rounding, ...exemption, ...realRates];

describe('taxes worked by hand', () => {
  it.each(VECTORS)('$title', (vector) => {
    const { currency } = rulesOf(vector);
    const text = (value: Amount): string => formatAmount(value, currency.minorDigits);
    const { lines, totals } = calculateCart(cartOf(vector));
    const found = lines.map(({ net, gross, taxes }) => ({
      net: text(net),
      gross: text(gross),
      taxes: Object.fromEntries(taxes.map((tax) => [tax.taxCodeId, text(tax.amount)])),
    }));
    expect(found).toEqual(vector.lines.map(({ expected }) => expected));
    expect(totals.net + totals.tax).toBe(totals.gross);
    expect(vector.source).not.toBe('');
  });
});

function rulesOf({ currency, pricesIncludeTax, codes, lines, conversions = [], ...vector }: Vector): ChannelRules {
  return someRules({
    currency: currencyOf(currency),
    pricesIncludeTax,
    taxCodes: codes.map(({ rate, unitAmount, origin, ...code }) => ({
      ...code, name: '', rate: parseRate(rate), ...FOREVER, origin: origin as TaxOrigin['kind'] | undefined,
      ...(unitAmount && { unitAmount: parseUnitPrice(unitAmount) }),
    })),
    taxGroups: new Map([['store', codes.map(({ taxCodeId }) => taxCodeId)]]),
    itemTaxGroups: new Map(lines.map((line, index) => [`i${index}`, line.codes])),
    unitConversions: conversions,
    usesCustomerExemption: true,
    taxTerms: {
      rounding: { mode: 'half-away-from-zero', ...(vector.rounding ?? { per: 'line', by: 'code' }) } as TaxRounding,
      exemptionLowersPrice: vector.exemptionLowersPrice ?? false,
    },
  }); // prettier-ignore
}

/** Weighed goods, so that any quantity will do. */
function cartOf(vector: Vector) {
  const rules = rulesOf(vector);
  const products = vector.lines.map(({ unitId = 'kg' }, index) => ({
    ...APPLES,
    unitId,
    productId: `p${index}`,
    itemTaxGroupId: `i${index}`,
  }));
  const prices = Object.fromEntries(vector.lines.map(({ price }, index) => [`p${index}`, price]));
  const wanted = Object.fromEntries(vector.lines.map(({ quantity }, index) => [`p${index}`, quantity]));
  const cart = aCartOf(wanted, aBook(prices, products), rules);
  const taxParty = { customerTaxGroupId: null, destinationTaxGroupId: null, exemptTaxCodeIds: vector.exempt ?? [] };
  const lines = cart.lines.map((line) => {
    const { productId, unitId, itemTaxGroupId } = line;
    return {
      ...line,
      taxCodes: taxesIn({ ...cart, taxParty }, { productId: productId ?? '', itemTaxGroupId: itemTaxGroupId ?? '', unitId }, rules),
    };
  });
  return { ...cart, taxParty, lines };
}
