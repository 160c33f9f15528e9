import { aBook, aLine, anEmptyCart, aProduct, cartOf, minor, someRules } from '../../test/builders';
import { recurringPeriod } from '../recurring-period';
import { addCash } from '../tender/tenders';
import { addLine } from './add-line';
import { whyNotNow } from './sale-hours';
import type { SaleRestriction } from './sale-restriction';

/** No spirits from 23:00 to 06:00, any day; no wine on Saturdays. */
const NIGHTS = [1, 2, 3, 4, 5, 6, 7].map((weekday) => recurringPeriod(`${weekday} 23:00-06:00`));
const night: SaleRestriction = { saleRestrictionId: 'night', name: 'No spirits at night', concerns: { kind: 'category', categoryIds: new Set(['spirits', 'vodka']) }, periods: NIGHTS }; // prettier-ignore
const sabbath: SaleRestriction = { saleRestrictionId: 'sabbath', name: 'Sabbath', concerns: { kind: 'product', productId: 'wine' }, periods: [recurringPeriod('6 00:00-24:00')] }; // prettier-ignore
const rulesIn = (timeZone: string) => someRules({ saleRestrictions: [night, sabbath], timeZone });
const book = aBook({ vodka: '60', wine: '39.90', milk: '6.90' }, [
  aProduct({ productId: 'vodka', categoryId: 'vodka' }), aProduct({ productId: 'wine' }), aProduct(),
]); // prettier-ignore

const addedAt = (at: string, productId: string, timeZone = 'Asia/Jerusalem') => {
  const rules = rulesIn(timeZone);
  return addLine(anEmptyCart(rules), aLine({ productId, at: Date.parse(at) }), book, rules);
};
const NOT_NOW = { kind: 'refused', code: 'line.not-at-this-hour' };

describe('goods that may not be sold at some hours', () => {
  it('are refused from the first minute to the last, across midnight, by the clock of the store', () => {
    expect(addedAt('2026-08-10T19:59:59Z', 'vodka').kind).toBe('changed');
    expect(addedAt('2026-08-10T20:00:00Z', 'vodka')).toMatchObject({
      ...NOT_NOW, details: { productId: 'vodka', saleRestrictionId: 'night', name: 'No spirits at night', until: '06:00' },
    }); // prettier-ignore
    expect(addedAt('2026-08-11T02:59:59Z', 'vodka')).toMatchObject(NOT_NOW);
    expect(addedAt('2026-08-11T03:00:00Z', 'vodka').kind).toBe('changed');
  });

  it('are those of the category with all below it, or one product, and no others', () => {
    expect(addedAt('2026-08-10T21:00:00Z', 'wine').kind).toBe('changed');
    expect(addedAt('2026-08-08T10:00:00Z', 'wine')).toMatchObject({ ...NOT_NOW, details: { saleRestrictionId: 'sabbath' } });
    expect(addedAt('2026-08-08T21:00:00Z', 'wine').kind).toBe('changed');
    expect(addedAt('2026-08-10T21:00:00Z', 'milk').kind).toBe('changed');
  });

  it('are refused in both hours when clocks go back, and in none that clocks leap over', () => {
    // Berlin, 25 October 2026: 02:30 comes twice, at 00:30 and 01:30 UTC. Then 06:00 is at 05:00 UTC.
    for (const at of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T04:59:00Z'])
      expect(addedAt(at, 'vodka', 'Europe/Berlin')).toMatchObject(NOT_NOW);
    expect(addedAt('2026-10-25T05:00:00Z', 'vodka', 'Europe/Berlin').kind).toBe('changed');
    // 29 March: 02:00 becomes 03:00; 06:00 is at 04:00 UTC.
    expect(addedAt('2026-03-29T03:59:00Z', 'vodka', 'Europe/Berlin')).toMatchObject(NOT_NOW);
    expect(addedAt('2026-03-29T04:00:00Z', 'vodka', 'Europe/Berlin').kind).toBe('changed');
  });

  it('are refused at the first payment when the hour came meanwhile; a payment that began in time is finished', () => {
    const rules = rulesIn('Asia/Jerusalem');
    const cart = cartOf(addedAt('2026-08-10T19:59:00Z', 'vodka'));
    const late = Date.parse('2026-08-10T20:01:00Z');
    expect(whyNotNow(cart, rules, Date.parse('2026-08-10T19:59:30Z'))).toBeUndefined();
    expect(whyNotNow(cart, rules, late)).toMatchObject({ ...NOT_NOW, details: { lineId: 'line-1' } });
    const paid = cartOf(addCash(cart, { tenderId: 't', tenderTypeId: 'cash', amount: minor(1000) }, rules));
    expect(whyNotNow(paid, rules, late)).toBeUndefined();
    const [line] = cart.lines;
    const withLine = (change: object) => ({ ...cart, lines: [{ ...line!, ...change }] });
    for (const change of [{ isVoided: true }, { delivery: 'pickup' }, { blindReturn: { reference: 'r' } }])
      expect(whyNotNow(withLine(change), rules, late)).toBeUndefined();
  });
});
