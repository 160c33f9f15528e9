import { findCart, STORE_MIGRATIONS } from '@app/channel-db';
import { newId } from '@app/kernel';
import { eachDatabase } from '@app/testing';
import { aCart, aKey, anActor } from '../a-store-room';
import { CashDesk, nameOf, wanted } from './cash-desk';

eachDatabase(STORE_MIGRATIONS, ({ database }) => {
  let desk: CashDesk;
  beforeEach(async () => (desk = await CashDesk.open(database())));
  afterEach(() => desk.close());

  describe('a gift card', () => {
    const byGiftCard = (amount = '20.00') => wanted(amount, { tenderTypeId: 'gift', accountNumber: '6001' });

    it('is reserved, and released when the payment is taken back', async () => {
      const cart = await aCart(desk.room, 2);
      const paid = await desk.pay(cart, byGiftCard());
      expect(paid).toMatchObject({ state: 'approved', giftCardNumber: '6001', function: 'gift-card' });
      expect([...desk.accounts.reserved]).toEqual([[paid.attemptId, 2000]]);
      expect(await desk.attempts.reverse(anActor(), aKey(), nameOf(paid), newId())).toMatchObject({ state: 'approved' });
      expect([...desk.accounts.released]).toEqual([paid.attemptId]);
      expect(await desk.tendersOf(cart.id)).toEqual([]);
    });

    it('is declined at once while headquarters is away, and given back without it: a reservation lapses', async () => {
      const cart = await aCart(desk.room, 2);
      const paid = await desk.pay(cart, byGiftCard('5.00'));
      desk.accounts.line = 'down';
      expect(await desk.attempts.reverse(anActor(), aKey(), nameOf(paid), newId())).toMatchObject({ state: 'approved' });
      const after = await findCart(database().reader, cart.id);
      expect(after && (await desk.pay(after, byGiftCard()))).toMatchObject({ state: 'declined', reason: 'headquarters-unreachable' });
    });

    it('whose answer was lost is asked for again under the same id, or ended as unpaid', async () => {
      desk.accounts.line = 'answers-lost';
      const [one, two] = [await aCart(desk.room, 2), await aCart(desk.room, 2)];
      const [asked, ended] = [await desk.pay(one, byGiftCard()), await desk.pay(two, byGiftCard())];
      expect(asked).toMatchObject({ state: 'unknown' });
      expect(await desk.attempts.reverse(anActor(), aKey(), nameOf(ended), newId())).toMatchObject({
        state: 'declined',
        reason: 'released',
      });
      desk.accounts.line = 'up';
      expect(await desk.attempts.resolve(anActor(), nameOf(asked))).toMatchObject({ state: 'approved' });
      expect(desk.accounts.reserved.size).toBe(2);
      expect(await desk.tendersOf(two.id)).toEqual([]);
    });

    it('that is sold becomes a line when headquarters agrees, once', async () => {
      const cart = await aCart(desk.room, 2);
      const card = { lineId: newId(), cardNumber: '6002', amount: '50.00' };
      const issue = (given = card) => desk.attempts.issue(anActor(), aKey(), { cartId: cart.id, revision: cart.revision }, given);
      expect(await issue()).toMatchObject({ kind: 'issue', state: 'approved', attemptId: card.lineId });
      expect(await issue()).toMatchObject({ state: 'approved' });
      await expect(issue({ ...card, amount: '60.00' })).rejects.toMatchObject({ code: 'line.id-taken' });
      const after = await findCart(database().reader, cart.id);
      expect(after?.lines).toMatchObject([{}, { lineId: card.lineId, giftCardNumber: '6002', unitPrice: 500_000 }]);
      expect(desk.accounts.reserved.size).toBe(1);
      await desk.attempts.withdraw(anActor(), { cartId: cart.id, attemptId: card.lineId });
      expect([...desk.accounts.released]).toEqual([card.lineId]);
    });

    it('is not sold while headquarters is away, and a lost answer can be ended', async () => {
      const cart = await aCart(desk.room, 2);
      const issue = (cardNumber: string) =>
        desk.attempts.issue(
          anActor(),
          aKey(),
          { cartId: cart.id, revision: cart.revision },
          { lineId: newId(), cardNumber, amount: '50.00' },
        );
      desk.accounts.line = 'down';
      expect(await issue('6003')).toMatchObject({ state: 'declined', reason: 'headquarters-unreachable' });
      desk.accounts.line = 'answers-lost';
      const lost = await issue('6004');
      expect(await desk.attempts.reverse(anActor(), aKey(), nameOf(lost), newId())).toMatchObject({
        state: 'declined',
        reason: 'released',
      });
      expect((await findCart(database().reader, cart.id))?.lines).toHaveLength(1);
    });
  });
});
