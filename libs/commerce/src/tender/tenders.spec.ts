import fc from 'fast-check';
import { currencyOf } from '@app/kernel';
import { aBook, aCard, aCartOf, aTender, cartOf, minor, someRules } from '../../test/builders';
import type { Cart } from '../cart/cart';
import { calculateCart } from '../pricing/calculate-cart';
import { payableWith } from './payable';
import { planTender } from './plan-tender';
import { addApproved, addCash, voidCart, voidTender } from './tenders';

const STEP_10 = aTender({ roundingStep: minor(10) });
const rules = someRules({ tenders: [STEP_10, aCard()] });
const cartFor = (price: string): Cart => aCartOf({ milk: '1' }, aBook({ milk: price }), rules);
const pay = (cart: Cart, amount: number, tenderId = 't1', under = rules) =>
  addCash(cart, { tenderId, tenderTypeId: 'cash', amount: minor(amount) }, under);
const card = (cart: Cart, amount: number, tenderId = 'c1'): Cart =>
  cartOf(
    addApproved(
      cart,
      {
        tenderId,
        tenderTypeId: 'card',
        amount: minor(amount),
        attemptId: 'a1',
        authorization: 'ok',
        cardLastDigits: '4242',
        giftCardNumber: null,
      },
      aCard(),
    ),
  );

describe('cash', () => {
  it('rounds what is due to the step that can be paid and gives change from there', () => {
    const { totals } = calculateCart(cartOf(pay(cartFor('6.93'), 1000)));
    expect(totals).toMatchObject({ gross: 693, rounding: -3, due: 690, paid: 1000, change: 310, remaining: 0 });
  });

  it('rounds nothing while something stays open', () => {
    const { totals } = calculateCart(cartOf(pay(cartFor('6.93'), 500)));
    expect(totals).toMatchObject({ rounding: 0, due: 693, remaining: 193 });
  });

  it('rounds only the rest after a card, and a card never', () => {
    const afterCard = card(cartFor('6.93'), 200);
    expect(calculateCart(afterCard).totals).toMatchObject({ rounding: 0, remaining: 493 });
    expect(calculateCart(cartOf(pay(afterCard, 490))).totals).toMatchObject({ rounding: -3, remaining: 0, change: 0 });
    expect(calculateCart(card(cartFor('6.93'), 693)).totals).toMatchObject({ rounding: 0, remaining: 0 });
  });

  it('closes with nothing handed over when what is due rounds to nothing', () => {
    expect(calculateCart(cartOf(pay(cartFor('0.03'), 0))).totals).toMatchObject({ rounding: -3, due: 0, remaining: 0 });
    expect(pay(cartFor('0.06'), 0)).toMatchObject({ code: 'tender.wrong-sign' });
  });

  it('refuses coins that do not exist, the wrong direction and paying twice', () => {
    expect(pay(cartFor('6.93'), 1003)).toMatchObject({ code: 'tender.not-payable-step' });
    expect(pay(cartFor('6.93'), -10)).toMatchObject({ code: 'tender.wrong-sign' });
    expect(pay(cartOf(pay(cartFor('6.93'), 700)), 10, 't2')).toMatchObject({ code: 'tender.nothing-due' });
  });

  it('keeps to the limits of its tender type', () => {
    const limited = (change: Parameters<typeof aTender>[0]) => someRules({ tenders: [aTender(change)] });
    const under = (change: Parameters<typeof aTender>[0], amount: number) => pay(cartFor('10.00'), amount, 't1', limited(change));
    expect(under({ minimumAmount: minor(500) }, 400)).toMatchObject({ code: 'tender.below-minimum' });
    expect(under({ maximumAmount: minor(500) }, 600)).toMatchObject({ code: 'tender.above-maximum' });
    expect(under({ allowsOvertender: false }, 1001)).toMatchObject({ code: 'tender.overtender' });
    expect(under({ maximumOvertender: minor(50) }, 1051)).toMatchObject({ code: 'tender.overtender', details: { maximum: '10.50' } });
    expect(under({ maximumOvertender: minor(50) }, 1050)).toMatchObject({ kind: 'changed' });
    expect(under({ changeTenderTypeId: null }, 1001)).toMatchObject({ code: 'tender.overtender' });
  });

  it('is one payment when it comes twice under one id', () => {
    const paid = cartOf(pay(cartFor('6.93'), 500));
    expect(pay(paid, 500)).toEqual({ kind: 'unchanged', cart: paid });
    expect(pay(paid, 100)).toMatchObject({ code: 'tender.id-taken' });
  });

  it('is not how a card is charged', () => {
    expect(addCash(cartFor('1'), { tenderId: 't', tenderTypeId: 'card', amount: minor(100) }, rules)).toMatchObject({
      code: 'tender.needs-attempt',
    });
  });

  it('knows yen without and dinar with three decimals', () => {
    const yen = someRules({ currency: currencyOf('JPY'), tenders: [aTender()] });
    expect(calculateCart(cartOf(pay(aCartOf({ milk: '3' }, aBook({ milk: '198' }), yen), 1000, 't', yen))).totals).toMatchObject({
      due: 594,
      change: 406,
    });
    const dinar = someRules({ currency: currencyOf('KWD'), tenders: [aTender({ roundingStep: minor(5) })] });
    expect(calculateCart(cartOf(pay(aCartOf({ milk: '1' }, aBook({ milk: '1.233' }), dinar), 1235, 't', dinar))).totals).toMatchObject({
      rounding: 2,
      due: 1235,
    });
  });
});

describe('voiding', () => {
  it('takes cash back with its change and rounding', () => {
    const cart = cartOf(voidTender(cartOf(pay(cartFor('6.93'), 1000)), 't1', { isReversed: false }));
    expect(calculateCart(cart).totals).toMatchObject({ rounding: 0, paid: 0, change: 0, remaining: 693 });
  });

  it('waits for the reversal of what a terminal moved, of a payment and of a whole cart', () => {
    const cart = card(cartFor('6.93'), 200);
    expect(voidTender(cart, 'c1', { isReversed: false })).toMatchObject({ code: 'tender.needs-reversal', details: { attemptId: 'a1' } });
    expect(voidCart(cart)).toMatchObject({ code: 'tender.needs-reversal' });
    expect(voidCart(cartOf(voidTender(cart, 'c1', { isReversed: true })))).toMatchObject({ kind: 'changed', cart: { status: 'voided' } });
  });

  it('records an approval whatever became of the cart', () => {
    expect(calculateCart(card(card(cartFor('6.93'), 693, 'c1'), 100, 'c2')).totals.remaining).toBe(-100);
  });
});

describe('any cash payment', () => {
  it('adds up: what was given minus change is what is due, and what is due is payable in its steps', () => {
    const steps = fc.constantFrom(1, 5, 10, 50, 100);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), steps, fc.integer({ min: 0, max: 50 }), (price, step, extra) => {
        const type = aTender({ roundingStep: minor(step) });
        const under = someRules({ tenders: [type] });
        const cart = aCartOf({ milk: '1' }, aBook({ milk: (price / 100).toFixed(2) }), under);
        const given = payableWith(calculateCart(cart).totals.remaining, type) + extra * step;
        const planned = planTender(calculateCart(cart), type, minor(given), under);
        if (given === 0 || planned.kind === 'refused') return;
        const { totals } = calculateCart(cartOf(pay(cart, given, 't', under)));
        expect(totals.remaining).toBe(0);
        expect(totals.paid - totals.change).toBe(totals.due);
        expect(totals.due % step).toBe(0);
        expect(Math.abs(totals.rounding) * 2).toBeLessThanOrEqual(step);
      }),
    );
  });
});
