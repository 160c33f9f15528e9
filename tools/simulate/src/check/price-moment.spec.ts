import type { SaleBody } from '@app/protocol';
import { costsOf, productId } from '../store/chain';
import { isPricedInTime, listFaults, listKind, type SeenList } from './price-moment';

const AT = Date.parse('2026-08-10T12:30:00Z');
const change = { at: AT, shiftCents: -25 };
const GOODS = [productId(1), productId(2)];

const listOf = (cents: readonly number[], seen: Partial<SeenList> = {}): SeenList => ({
  registerId: 'R1', askedAt: AT - 10_000, answeredAt: AT - 9_990, catalogVersion: 2, ...seen,
  products: GOODS.map((id, index) => ({ productId: id, unitPrice: costsOf(id, cents[index] ?? 0), priceValidUntil: AT })),
}); // prettier-ignore
const OLD = [0, 0];
const NEW = [-25, -25];
const after = { askedAt: AT + 10_000, answeredAt: AT + 10_010 };
const faultsOf = (...lists: SeenList[]) => listFaults(lists, change).map((fault) => fault.split(': ')[1]);

describe('a list that was sent ahead', () => {
  it('is old before its moment and new after it', () => {
    expect(faultsOf(listOf(OLD), listOf(NEW, after))).toEqual([]);
    expect([listKind(listOf(OLD), change), listKind(listOf(NEW), change), listKind({ products: [] }, change)]).toEqual([
      'old',
      'new',
      undefined,
    ]);
  });

  it.each([
    ['mixed', [listOf([0, -25])]],
    ['early', [listOf(NEW)]],
    ['late', [listOf(OLD, after)]],
    ['old again', [listOf(NEW, { ...after, askedAt: AT }), listOf(OLD, { askedAt: AT, answeredAt: AT })]],
  ])('is found out when it is %s', (fault, lists) => {
    expect(faultsOf(...lists)).toEqual([fault]);
  });

  it('is found out when it does not say until when it holds', () => {
    const [first, ...rest] = listOf(OLD).products;
    const silent = { ...listOf(OLD), products: [{ ...first!, priceValidUntil: null }, ...rest] };
    expect(faultsOf(silent)).toEqual(['silent about its end']);
  });
});

describe('a sale around the moment', () => {
  const saleOf = (beganAt: number, lines: readonly { cents: number; at: number }[]) =>
    ({
      beganAt,
      lines: lines.map(({ cents, at }) => ({
        productId: GOODS[0], priceSource: 'price-list', unitPrice: Number(costsOf(productId(1), cents)) * 10_000, quoted: { catalogVersion: 2, at },
      })),
    }) as unknown as SaleBody; // prettier-ignore

  it('has lines of the moments they were quoted at', () => {
    expect(isPricedInTime(saleOf(AT - 5, [{ cents: 0, at: AT - 1 }, { cents: -25, at: AT }]), change)).toBe(true); // prettier-ignore
    expect(isPricedInTime(saleOf(AT, [{ cents: -25, at: AT }]), change)).toBe(true);
  });

  it.each([
    ['a new price before it', saleOf(AT - 5, [{ cents: -25, at: AT - 1 }])],
    ['an old price after it', saleOf(AT - 5, [{ cents: 0, at: AT }])],
    ['a basket begun after it with a quote from before', saleOf(AT, [{ cents: 0, at: AT - 1 }])],
  ])('is found out with %s', (_, sale) => {
    expect(isPricedInTime(sale, change)).toBe(false);
  });
});
