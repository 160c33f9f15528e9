import { aBook, aCartOf, aLine, cartOf, minor, NOON, someRules } from '../../test/builders';
import { addLine } from '../cart/add-line';
import { addCash } from '../tender/tenders';
import { reprice } from './reprice';

const NEW_BOOK = aBook({ milk: '7.90' }, undefined, 2);
const following = someRules({ repricesOpenBaskets: true });
const wine = aLine({ lineId: 'line-2', productId: 'wine', at: NOON + 1 });
const paidInPart = () => cartOf(addCash(aCartOf({ milk: '2' }), { tenderId: 't', tenderTypeId: 'cash', amount: minor(100) }, someRules()));

describe('an open basket when prices change', () => {
  it('keeps what was quoted; a line that comes later has the price of then, and each says of which catalog', () => {
    const next = cartOf(addLine(aCartOf({ milk: '2' }), wine, NEW_BOOK, someRules()));
    expect(next).toMatchObject({
      catalogVersion: 2,
      lines: [
        { unitPrice: 69_000, quoted: { catalogVersion: 1, at: NOON } },
        { unitPrice: 399_000, quoted: { catalogVersion: 2, at: NOON + 1 } },
      ],
    });
  });

  it('is priced anew as a whole where the channel says so', () => {
    const next = cartOf(addLine(aCartOf({ milk: '2' }), wine, NEW_BOOK, following));
    expect(next.lines).toMatchObject([{ unitPrice: 79_000, quoted: { catalogVersion: 2, at: NOON + 1 } }, { unitPrice: 399_000 }]);
  });

  it('is priced anew as well by terms that cannot be mixed', () => {
    const beforeTax = someRules({ pricesIncludeTax: false });
    expect(reprice(aCartOf({ milk: '2' }), NEW_BOOK, beforeTax, NOON)).toMatchObject({
      pricesIncludeTax: false,
      lines: [{ unitPrice: 79_000 }],
    });
  });

  it('changes nothing after the first payment; a line that comes then tells the truth of itself', () => {
    const cart = paidInPart();
    expect(reprice(cart, NEW_BOOK, following, NOON)).toBe(cart);
    const next = cartOf(addLine(cart, { ...wine, productId: 'milk' }, NEW_BOOK, following));
    expect(next.lines).toMatchObject([
      { unitPrice: 69_000, quoted: { catalogVersion: 1 } },
      { unitPrice: 79_000, quoted: { catalogVersion: 2 } },
    ]);
  });

  it('takes no line by terms that cannot be mixed with what is paid already', () => {
    expect(addLine(paidInPart(), wine, NEW_BOOK, someRules({ pricesIncludeTax: false }))).toMatchObject({ code: 'cart.already-paid' });
  });

  it('leaves a line its price when there is none any more', () => {
    const gone = { ...NEW_BOOK, prices: new Map() };
    expect(reprice(aCartOf({ milk: '2' }), gone, following, NOON + 1).lines).toMatchObject([{ unitPrice: 69_000, quoted: { at: NOON } }]);
  });
});
