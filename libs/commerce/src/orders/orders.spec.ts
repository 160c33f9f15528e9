import { add, amount, formatAmount, parseQuantity, parseRate, quantity, type Amount } from '@app/kernel';
import fc from 'fast-check';
import { aBook, aCartOf, anEmptyCart, aTender, cartOf, someRules } from '../../test/builders';
import type { Cart } from '../cart/cart';
import type { DeliveryMode } from '../cart/cart-line';
import { voidLine } from '../cart/change-line';
import type { ShippingOffer } from '../discounts/offer';
import { calculateCart } from '../pricing/calculate-cart';
import type { ChannelRules } from '../pricing/pricing-book';
import { planTender } from '../tender/plan-tender';
import { addCash } from '../tender/tenders';
import { whyNotFinished } from '../validation/ready-to-finish';
import type { CustomerOrder, OrderedLine } from './customer-order';
import { cancelOrder, handOver } from './hand-over';
import { placeOrder, withdrawOrder, type WantedOrder } from './place-order';

const charge = (name: string) => ({ chargeCodeId: name, name, itemTaxGroupId: 'full' });
const rulesWith = (depositRate: string, cancellationRate = '0.1'): ChannelRules =>
  someRules({
    orders: {
      depositRate: parseRate(depositRate), deliveryCharge: charge('delivery'),
      cancellationRate: parseRate(cancellationRate), cancellationCharge: charge('cancellation'),
    },
  }); // prettier-ignore
const RULES = rulesWith('0.1');

const wanted = (deliveries: Record<string, DeliveryMode>, change: Partial<WantedOrder> = {}): WantedOrder => ({
  customerName: 'Ada', address: '1 Quay Street', depositRate: null, depositLineId: 'deposit', delivery: null,
  deliveries: Object.entries(deliveries).map(([lineId, mode]) => ({ lineId, mode })), ...change,
}); // prettier-ignore

const paid = (cart: Cart): Cart => {
  const { remaining } = calculateCart(cart).totals;
  return remaining === 0 ? cart : cartOf(addCash(cart, { tenderId: 'cash', tenderTypeId: 'cash', amount: remaining }, RULES));
};
const text = (value: Amount) => formatAmount(value, 2);
const totalsOf = (cart: Cart) => calculateCart(cart).totals;

/** The order a finished cart leaves behind. */
function orderOf(cart: Cart): CustomerOrder {
  const { lines } = calculateCart(cart);
  const ordered = lines.filter(({ line }) => !line.isVoided && line.delivery !== undefined);
  return {
    orderId: cart.id, receiptNumber: 'R1', revision: 1, payments: [],
    depositLeft: lines.find(({ line }) => line.kind === 'order-deposit' && !line.isVoided)?.gross ?? amount(0),
    lines: ordered.map(({ line, net, gross, taxes }) => ({
      ...line, kind: line.kind as OrderedLine['kind'], mode: line.delivery ?? 'pickup', chargeCodeId: line.chargeCodeId ?? null,
      quantity: line.quantity ?? quantity(0), unitPrice: line.unitPrice ?? (0 as never), left: line.quantity ?? quantity(0), net, gross, taxes,
    })),
  }; // prettier-ignore
}

/** The order after a hand-over or cancellation was finished. */
function after(order: CustomerOrder, cart: Cart): CustomerOrder {
  const handed = (lineId: string): number =>
    cart.lines.filter(({ orderOf }) => orderOf?.lineId === lineId).reduce((sum, line) => sum + (line.quantity ?? 0), 0);
  const used = calculateCart(cart).lines.find(({ line }) => line.kind === 'order-deposit')?.gross ?? amount(0);
  const isCancelled = cart.fulfils?.kind === 'cancellation';
  const lines = order.lines.map((line) => ({ ...line, left: quantity(isCancelled ? 0 : line.left - handed(line.lineId)) }));
  return { ...order, revision: order.revision + 1, depositLeft: add(order.depositLeft, used), lines };
}

const MIXED = aCartOf({ milk: '3', wine: '1', repair: '1' }, aBook({ repair: '10.00' }), RULES);

describe('a customer order', () => {
  const cart = { ...MIXED, lines: MIXED.lines.slice(0, 2) };

  it('is due with what is carried out and the deposit of the rest (field notes 5.8)', () => {
    const ordered = cartOf(placeOrder(cart, wanted({ 'line-2': 'pickup' }), RULES));
    // 3 milk at 6.90 carried out, 10 % of 39.90 for the wine.
    expect(text(totalsOf(ordered).remaining)).toBe('24.69');
    expect(whyNotFinished(calculateCart(paid(ordered)))?.code).toBe('cart.requirement-open');
  });

  it('takes another deposit where somebody may choose it', () => {
    const half = cartOf(placeOrder(cart, wanted({ 'line-2': 'pickup' }, { depositRate: parseRate('0.5') }), RULES));
    expect(text(totalsOf(half).remaining)).toBe('40.65');
  });

  it('asked for again is the same, changed it is arranged anew, withdrawn it is a sale', () => {
    const one = cartOf(placeOrder(cart, wanted({ 'line-2': 'pickup' }), RULES));
    expect(placeOrder(one, wanted({ 'line-2': 'pickup' }), RULES).kind).toBe('unchanged');
    const both = cartOf(placeOrder(one, wanted({ 'line-1': 'pickup', 'line-2': 'pickup' }), RULES));
    expect(text(totalsOf(both).remaining)).toBe('6.06');
    expect(totalsOf(cartOf(withdrawOrder(both)))).toEqual(totalsOf(cart));
  });

  it('charges delivery, a part of which is in the deposit, and an offer takes it off', () => {
    const delivery = { lineId: 'charge', charge: amount(500) };
    const shipped = cartOf(placeOrder(cart, wanted({ 'line-2': 'ship' }, { delivery }), RULES));
    expect(text(totalsOf(shipped).remaining)).toBe('25.19');
    const offer: ShippingOffer = {
      kind: 'shipping', offerId: 'free', name: 'Free delivery', concurrency: 'compounded', priority: 0, validFrom: '2000-01-01', validTo: '2154-12-31',
      periods: [], needsCoupon: false, countsNonDiscountable: false, deliveryModeIds: ['ship'],
      lines: [{ lineNumber: 1, subject: { kind: 'all' }, unitId: null, isExcluded: false, groupId: null, reward: null }],
      tiers: [{ minimumAmount: amount(3000), reward: { kind: 'percent', rate: parseRate('1') } }],
    } as unknown as ShippingOffer; // prettier-ignore
    expect(text(totalsOf({ ...shipped, offers: [offer] }).remaining)).toBe('24.69');
    const dearer = { ...offer, tiers: [{ ...offer.tiers[0], minimumAmount: amount(4000) }] } as ShippingOffer;
    expect(text(totalsOf({ ...shipped, offers: [dearer] }).remaining)).toBe('25.19');
  });

  it.each([
    ['no line', wanted({}), 'order.empty'],
    ['a line that is not there', wanted({ other: 'pickup' }), 'order.line-not-orderable'],
    ['shipping to nowhere', wanted({ 'line-1': 'ship' }, { address: null }), 'order.address-required'],
    ['a charge where nothing ships', wanted({ 'line-1': 'pickup' }, { delivery: { lineId: 'c', charge: amount(1) } }), 'order.no-charge'],
    ['more than the whole as deposit', wanted({ 'line-1': 'pickup' }, { depositRate: parseRate('1.01') }), 'order.deposit-invalid'],
    ['a line id of goods for the deposit', wanted({ 'line-1': 'pickup' }, { depositLineId: 'line-2' }), 'line.id-taken'],
  ])('is refused with %s', (_, given, code) => {
    expect(placeOrder(cart, given, RULES)).toMatchObject({ kind: 'refused', code });
  });

  it('is not taken where the channel takes none, nor in training', () => {
    const refused = { kind: 'refused', code: 'order.not-taken' };
    expect(placeOrder(cart, wanted({ 'line-1': 'pickup' }), someRules())).toMatchObject(refused);
    expect(placeOrder({ ...cart, mode: 'training' }, wanted({ 'line-1': 'pickup' }), RULES)).toMatchObject(refused);
  });

  it('has a deposit that no customer account pays (field notes 5.8)', () => {
    const ordered = cartOf(placeOrder(cart, wanted({ 'line-2': 'pickup' }), RULES));
    const account = aTender({ tenderTypeId: 'account', function: 'customer-account' });
    expect(planTender(calculateCart(ordered), account, amount(100), RULES)).toMatchObject({ code: 'tender.not-for-deposits' });
  });

  it('whose goods were all voided cannot be finished', () => {
    const ordered = cartOf(placeOrder(cart, wanted({ 'line-2': 'pickup' }), RULES));
    expect(whyNotFinished(calculateCart(cartOf(voidLine(ordered, 'line-2'))))).toMatchObject({ code: 'order.empty' });
    expect(voidLine(ordered, 'deposit')).toMatchObject({ code: 'line.not-changeable' });
  });
});

describe('handing over', () => {
  const order = orderOf(
    cartOf(
      placeOrder(MIXED, wanted({ 'line-1': 'pickup', 'line-2': 'ship' }, { delivery: { lineId: 'charge', charge: amount(500) } }), RULES),
    ),
  );

  it('costs what was agreed, less its share of the deposit, whatever things cost today', () => {
    const one = cartOf(handOver(anEmptyCart(RULES), order, [{ orderLineId: 'line-1', quantity: parseQuantity('1'), lineId: 'n1' }], 'd1'));
    // 6.90 less 6.90 / 65.60 of 6.56.
    expect(text(totalsOf(one).remaining)).toBe('6.21');
  });

  it('takes the charge for delivery along with what ships', () => {
    const wine = cartOf(handOver(anEmptyCart(RULES), order, [{ orderLineId: 'line-2', quantity: null, lineId: 'n1' }], 'd1'));
    expect(wine.lines.map(({ kind }) => kind)).toEqual(['product', 'charge', 'order-deposit']);
    expect(wine.lines[0]?.minimumAge).toBe(18);
  });

  it.each([
    ['nothing', [], 'order.nothing-chosen'],
    ['a line of nothing', [{ orderLineId: 'x', quantity: null, lineId: 'n1' }], 'order.line-unknown'],
    ['more than waits', [{ orderLineId: 'line-1', quantity: parseQuantity('4'), lineId: 'n1' }], 'order.quantity-exceeded'],
  ])('of %s is refused', (_, chosen, code) => {
    expect(handOver(anEmptyCart(RULES), order, chosen, 'd1')).toMatchObject({ kind: 'refused', code });
  });

  it('cannot be changed line by line', () => {
    const one = cartOf(handOver(anEmptyCart(RULES), order, [{ orderLineId: 'line-1', quantity: null, lineId: 'n1' }], 'd1'));
    expect(voidLine(one, 'n1')).toMatchObject({ code: 'line.not-changeable' });
  });

  it('is over when an order was cancelled: its deposit went back, less the charge', () => {
    const cancelled = cartOf(cancelOrder(anEmptyCart(RULES), order, { depositLineId: 'd1', chargeLineId: 'c1' }, RULES));
    // 10 % of 65.60 is charged, and 6.56 was the deposit.
    expect(text(totalsOf(cancelled).remaining)).toBe('0.00');
    expect(cancelOrder(anEmptyCart(RULES), after(order, cancelled), { depositLineId: 'd', chargeLineId: 'c' }, RULES)).toMatchObject({
      code: 'order.nothing-left',
    });
  });
});

it('over the life of an order, paid in less paid back is what was handed over and charged, to the cent', () => {
  const life = fc.record({
    milk: fc.integer({ min: 1, max: 40 }), wine: fc.integer({ min: 1, max: 9 }),
    price: fc.integer({ min: 1, max: 99_999 }), deposit: fc.integer({ min: 0, max: 100 }), cancellation: fc.integer({ min: 0, max: 50 }),
    charge: fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: null }),
    steps: fc.array(fc.record({ line: fc.integer({ min: 1, max: 2 }), count: fc.integer({ min: 1, max: 12 }) }), { maxLength: 8 }),
    isCancelled: fc.boolean(),
  }); // prettier-ignore
  fc.assert(
    fc.property(life, ({ milk, wine, price, deposit, cancellation, charge: cents, steps, isCancelled }) => {
      const rules = rulesWith(formatAmount(amount(deposit), 2), formatAmount(amount(cancellation), 2));
      const basket = aCartOf({ milk: String(milk), wine: String(wine) }, aBook({ milk: formatAmount(amount(price), 2) }), rules);
      const delivery = cents === null ? null : { lineId: 'charge', charge: amount(cents) };
      const placed = cartOf(placeOrder(basket, wanted({ 'line-1': 'pickup', 'line-2': 'ship' }, { delivery }), rules));
      const money: Amount[] = [totalsOf(placed).remaining];
      const worth: Amount[] = [];
      let order = orderOf(placed);
      const agreed = add(...order.lines.map(({ gross }) => gross));
      const finish = (cart: Cart): void => {
        const { lines, totals } = calculateCart(cart);
        money.push(totals.remaining);
        worth.push(...lines.filter(({ line }) => line.kind !== 'order-deposit').map(({ gross }) => gross));
        order = after(order, cart);
      };
      for (const [index, { line, count }] of steps.entries()) {
        const left = order.lines.find(({ lineId }) => lineId === `line-${line}`)?.left ?? 0;
        const some = Math.min(count * 1000, left);
        if (some > 0) finish(cartOf(handOver(anEmptyCart(rules), order, [{ orderLineId: `line-${line}`, quantity: quantity(some), lineId: `n${index}` }], 'd'))); // prettier-ignore
      }
      const rest = order.lines.filter(({ left, kind }) => left > 0 && kind === 'product');
      if (rest.length > 0 && isCancelled) finish(cartOf(cancelOrder(anEmptyCart(rules), order, { depositLineId: 'd', chargeLineId: 'c' }, rules)));
      else if (rest.length > 0) finish(cartOf(handOver(anEmptyCart(rules), order, rest.map(({ lineId }) => ({ orderLineId: lineId, quantity: null, lineId: `e-${lineId}` })), 'd'))); // prettier-ignore
      expect(add(...money)).toBe(add(...worth));
      expect(order.depositLeft).toBe(0);
      if (!isCancelled) expect(add(...worth)).toBe(agreed);
      expect(order.lines.every(({ left }) => left === 0)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
