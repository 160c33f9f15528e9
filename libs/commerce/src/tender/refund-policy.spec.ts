import { aBook, aCard, aCartOf, aLine, anEmptyCart, aTender, cartOf, count, minor, someRules } from '../../test/builders';
import type { Cart } from '../cart/cart';
import { calculateCart } from '../pricing/calculate-cart';
import { addBlindReturn } from '../returns/blind-return';
import { addReturnLines, type SoldTransaction } from '../returns/begin-return';
import { overrideRefund } from './refund-policy';
import { planTender } from './plan-tender';

const CASH = aTender({ roundingStep: minor(10) });
const CARD = aCard();
const VOUCHER = aTender({ tenderTypeId: 'voucher', name: 'Voucher' });
const policy = (...pairs: [string, string[]][]) => someRules({ tenders: [CASH, CARD, VOUCHER], refundTenders: new Map(pairs) });
const ONLY_CARD = policy(['card', ['card', 'voucher']], ['cash', ['cash']]);

/** Three cartons of milk for 20.70, paid as said. */
function returned(payments: SoldTransaction['payments'], size = '3'): Cart {
  const { lines } = calculateCart(aCartOf({ milk: '3' }));
  const sold = lines.map(({ line, net, gross, taxes }) => ({
    ...line, net, gross, taxes, quantity: count('3'), unitPrice: line.unitPrice as never, returnedQuantity: count('0'),
  })); // prettier-ignore
  const sale = { transactionId: 'sale-1', receiptNumber: 'R-1', registerId: 'r1', lines: sold, payments };
  const chosen = [{ lineId: 'back', soldLineId: 'line-1', quantity: count(size) }];
  return cartOf(addReturnLines(anEmptyCart(), sale, chosen, { reason: 'damaged', staffId: 'anna' }, someRules()));
}
const refund = (cart: Cart, type = CASH, size = -2070, rules = ONLY_CARD) => planTender(calculateCart(cart), type, minor(size), rules);

describe('the refund policy', () => {
  it('lets money go back where it came from, or where the policy says', () => {
    const cart = returned([{ tenderTypeId: 'card', amount: minor(2070) }]);
    expect(refund(cart, CARD)).toMatchObject({ kind: 'planned' });
    expect(refund(cart, VOUCHER)).toMatchObject({ kind: 'planned' });
    expect(refund(cart)).toMatchObject({ code: 'tender.refund-not-allowed', details: { allowed: 'card voucher' } });
  });

  it('gives no more in a tender than was paid in those that may go back so', () => {
    const cart = returned([
      { tenderTypeId: 'card', amount: minor(1070) },
      { tenderTypeId: 'cash', amount: minor(1000) },
    ]);
    expect(refund(cart)).toMatchObject({ code: 'tender.refund-above-original', details: { maximum: '10.00' } });
    expect(refund(cart, CASH, -1000)).toMatchObject({ kind: 'planned' });
    expect(refund(cart, CARD, -1070)).toMatchObject({ kind: 'planned' });
  });

  it('says nothing of a tender it does not name, and nothing at all without rows', () => {
    const cart = returned([{ tenderTypeId: 'old-cheque', amount: minor(2070) }]);
    expect(refund(cart)).toMatchObject({ kind: 'planned' });
    const byCard = returned([{ tenderTypeId: 'card', amount: minor(2070) }]);
    expect(refund(byCard, CASH, -2070, policy())).toMatchObject({ kind: 'planned' });
  });

  it('takes cash to the step, also where that is a little more than was paid', () => {
    const cart = returned([{ tenderTypeId: 'cash', amount: minor(2066) }]);
    expect(refund(cart)).toMatchObject({ kind: 'planned' });
  });

  it('leaves goods without a receipt to the tender', () => {
    const cart = cartOf(
      addBlindReturn(anEmptyCart(), [aLine()], { reason: 'r', reference: 'x', staffId: null }, aBook(), someRules(), {
        line: null,
        total: null,
      }),
    );
    expect(refund(cart, CASH, -690)).toMatchObject({ kind: 'planned' });
    expect(refund(cart, aTender({ allowsBlindReturn: false }), -690)).toMatchObject({ code: 'tender.no-blind-return' });
  });

  it('yields to who may override it, where the store allows that', () => {
    const cart = returned([{ tenderTypeId: 'card', amount: minor(2070) }]);
    expect(overrideRefund(cart, 'cash', 'mia', ONLY_CARD)).toMatchObject({ code: 'return.override-prohibited' });
    const rules = { ...ONLY_CARD, refundsMayBeOverridden: true };
    expect(refund(cartOf(overrideRefund(cart, 'cash', 'mia', rules)))).toMatchObject({ kind: 'planned' });
    expect(overrideRefund(cart, 'nothing', 'mia', rules)).toMatchObject({ code: 'tender.unknown' });
  });
});
