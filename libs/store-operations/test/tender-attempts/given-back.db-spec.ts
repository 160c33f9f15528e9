import { findCart, hasUnsettledAttempt, STORE_MIGRATIONS } from '@app/channel-db';
import { newId } from '@app/kernel';
import { eachDatabase } from '@app/testing';
import type { AttemptView } from '../../src';
import { aCart, aKey, anActor, sell } from '../a-store-room';
import { CashDesk, nameOf, wanted } from './cash-desk';

eachDatabase(STORE_MIGRATIONS, ({ database }) => {
  let desk: CashDesk;
  beforeEach(async () => (desk = await CashDesk.open(database())));
  afterEach(() => desk.close());

  describe('giving a payment back', () => {
    it('is an attempt of its own, and takes the tender out of the cart', async () => {
      const cart = await aCart(desk.room, 2);
      const paid = await desk.pay(cart);
      const reversal = await desk.attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
      expect(reversal).toMatchObject({ kind: 'reversal', state: 'approved', reversesAttemptId: paid.attemptId, requestedAmount: '20.00' });
      expect(await desk.attempts.show(anActor(), nameOf(paid))).toMatchObject({ state: 'reversed' });
      expect(await desk.tendersOf(cart.id)).toEqual([]);
      expect(reversal.capsules).toHaveLength(1);
      expect(desk.terminal.kept).toBe(0);
    });

    it('happens once, whoever asks again', async () => {
      const paid = await desk.pay(await aCart(desk.room, 2));
      const first = await desk.attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
      const again = await desk.attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
      expect(again).toMatchObject({ attemptId: first.attemptId, state: 'approved' });
      expect(desk.terminal.givenBack.size).toBe(1);
    });

    it('that is unclear is asked about, and blocks the cart meanwhile', async () => {
      const cart = await aCart(desk.room, 2);
      const paid = await desk.pay(cart);
      desk.terminal.ending = 'charged-no-answer';
      const reversal = await desk.attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
      expect(reversal).toMatchObject({ state: 'unknown' });
      expect(await hasUnsettledAttempt(database().reader, cart.id)).toBe(true);
      expect(await desk.tendersOf(cart.id)).toHaveLength(1);
      desk.restart();
      await desk.background.round();
      expect(await desk.attempts.show(anActor(), nameOf(reversal))).toMatchObject({ state: 'approved' });
      expect(await desk.tendersOf(cart.id)).toEqual([]);
    });

    it('is refused for what was not paid, and for a cart that is finished', async () => {
      desk.terminal.ending = 'decline';
      const refused = await desk.pay(await aCart(desk.room, 2));
      const reverse = (attempt: AttemptView) => desk.attempts.reverse(anActor(), aKey(), nameOf(attempt), newId());
      await expect(reverse(refused)).rejects.toMatchObject({ code: 'tender-attempt.not-approved' });
      desk.terminal.ending = 'approve';
      const cart = await aCart(desk.room, 2);
      const paid = await desk.pay(cart);
      await sell(desk.room, cart, [{ tenderTypeId: 'card', function: 'card', attemptId: paid.attemptId }]);
      const stored = await findCart(database().reader, cart.id);
      await database().unitOfWork.run((tx) =>
        tx.run('UPDATE {cart} SET document = ? WHERE cart_id = ?', [JSON.stringify({ ...stored, status: 'checked-out' }), cart.id]),
      );
      await expect(reverse(paid)).rejects.toMatchObject({ code: 'cart.not-open' });
    });

    it('gives back all that a transaction moved, or one tender of it', async () => {
      desk.terminal.ending = 'half';
      const cart = await aCart(desk.room, 2);
      const first = await desk.pay(cart);
      desk.terminal.ending = 'approve';
      const between = await findCart(database().reader, cart.id);
      if (between) await desk.pay(between, wanted('10.00'));
      expect(await desk.attempts.reverseAll(anActor(), cart.id, first.attemptId)).toHaveLength(1);
      expect(desk.terminal.kept).toBe(1000);
      expect(await desk.attempts.reverseAll(anActor(), cart.id, null)).toMatchObject([{ state: 'approved' }]);
      expect(desk.terminal.kept).toBe(0);
      expect(await desk.tendersOf(cart.id)).toEqual([]);
    });
  });
});
