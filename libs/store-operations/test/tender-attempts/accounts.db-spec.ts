import { findCart, STORE_MIGRATIONS, updateCart } from '@app/channel-db';
import { activeTenders, type Cart } from '@app/commerce';
import { amount, newId, quantity } from '@app/kernel';
import { eachDatabase } from '@app/testing';
import type { AttemptView } from '../../src';
import { aCart, aKey, anActor } from '../a-store-room';
import { CashDesk, nameOf, wanted } from './cash-desk';

eachDatabase(STORE_MIGRATIONS, ({ database }) => {
  let desk: CashDesk;
  beforeEach(async () => (desk = await CashDesk.open(database())));
  afterEach(() => desk.close());

  describe('an account at headquarters', () => {
    const by = (tenderTypeId: string, amount = '20.00', accountNumber: string | null = `${tenderTypeId}-1`) =>
      wanted(amount, { tenderTypeId, accountNumber });
    const reverse = (paid: AttemptView) => desk.attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
    const cartAfter = async (cart: Cart) => {
      const after = await findCart(database().reader, cart.id);
      if (!after) throw new Error('the cart is gone');
      return after;
    };

    /** A cart that takes back goods somebody paid for in cash. */
    async function aReturn(): Promise<Cart> {
      const cart = await aCart(desk.room, 2);
      const [line] = cart.lines;
      const origin = {
        transactionId: newId(), lineId: newId(), receiptNumber: 'R', registerId: 'r1', soldQuantity: quantity(2_000),
        soldNet: amount(2000), soldGross: amount(2000), soldTaxes: [], returnedBefore: quantity(0),
      }; // prettier-ignore
      const back = {
        ...cart,
        revision: cart.revision + 1,
        lines: [{ ...line, quantity: quantity(-2_000), taxCodes: [], returnOf: origin }],
      };
      await database().unitOfWork.run((tx) => updateCart(tx, back as Cart, cart.revision, desk.room.clock.now()));
      return cartAfter(cart);
    }

    it.each(['memo', 'voucher', 'on-account', 'points'])(
      '(%s) is reserved, named on its tender, and released when it is taken back',
      async (type) => {
        const cart = await aCart(desk.room, 2);
        const paid = await desk.pay(cart, by(type));
        expect(paid).toMatchObject({ state: 'approved', accountNumber: `${type}-1`, giftCardNumber: null });
        expect(activeTenders(await cartAfter(cart))).toMatchObject([{ accountNumber: `${type}-1`, giftCardNumber: null, tendered: 2000 }]);
        expect(await reverse(paid)).toMatchObject({ state: 'approved' });
        expect(await reverse(paid)).toMatchObject({ kind: 'reversal', state: 'approved' });
        expect([...desk.accounts.released]).toEqual([paid.attemptId]);
      },
    );

    it('has a number', async () => {
      const refused = { code: 'account.number-required', details: { field: '/accountNumber' } };
      await expect(desk.pay(await aCart(desk.room, 2), by('voucher', '20.00', null))).rejects.toMatchObject(refused);
    });

    it('takes a refund as a new credit memo, whose number a repeated request gets again', async () => {
      const cart = await aReturn();
      const refund = by('memo', '-20.00', null);
      const [first, again] = [await desk.pay(cart, refund), await desk.pay(cart, refund)];
      expect(first).toMatchObject({
        kind: 'refund',
        state: 'approved',
        approvedAmount: '-20.00',
        accountNumber: expect.stringMatching(/^M\d{16}$/),
      });
      expect(again.accountNumber).toBe(first.accountNumber);
      expect([...desk.accounts.reserved]).toEqual([[first.attemptId, 2000]]);
      expect(await desk.tendersOf(cart.id)).toEqual([[first.attemptId, -2000]]);
    });

    it.each(['on-account', 'points'])('(%s) takes a refund, which is taken back when the return ends without a sale', async (type) => {
      const cart = await aReturn();
      const back = await desk.pay(cart, by(type, '-20.00'));
      expect(back).toMatchObject({ kind: 'refund', state: 'approved' });
      expect(await desk.attempts.reverseAll(anActor(), cart.id, null)).toMatchObject([{ kind: 'reversal', state: 'approved' }]);
      expect(await desk.attempts.reverseAll(anActor(), cart.id, null)).toEqual([]);
      expect([...desk.accounts.released]).toEqual([back.attemptId]);
      expect(await desk.tendersOf(cart.id)).toEqual([]);
    });

    it('that is a voucher takes nothing back', async () => {
      await expect(desk.pay(await aReturn(), by('voucher', '-20.00'))).rejects.toMatchObject({ code: 'tender.no-return' });
    });

    it('says how else to pay while headquarters is away, and what was lost is asked for again after a restart', async () => {
      desk.accounts.line = 'down';
      const cart = await aCart(desk.room, 2);
      expect(await desk.pay(cart, by('on-account'))).toMatchObject({
        state: 'declined',
        reason: 'headquarters-unreachable',
        instead: ['cash', 'card'],
      });
      desk.accounts.line = 'answers-lost';
      const lost = await desk.pay(await cartAfter(cart), by('on-account'));
      expect(lost).toMatchObject({ state: 'unknown', instead: [] });
      desk.restart();
      desk.accounts.line = 'up';
      desk.room.clock.at += 5_000;
      await desk.background.round();
      expect(await desk.tendersOf(cart.id)).toEqual([[lost.attemptId, 2000]]);
      expect(desk.accounts.reserved.size).toBe(1);
    });
  });
});
