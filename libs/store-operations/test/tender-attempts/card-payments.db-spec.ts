import { findCart, hasUnsettledAttempt, STORE_MIGRATIONS } from '@app/channel-db';
import { newId } from '@app/kernel';
import { eachDatabase } from '@app/testing';
import { aCart, aKey, aManager, anActor } from '../a-store-room';
import { CashDesk, nameOf, wanted } from './cash-desk';

eachDatabase(STORE_MIGRATIONS, ({ database }) => {
  let desk: CashDesk;
  beforeEach(async () => (desk = await CashDesk.open(database())));
  afterEach(() => desk.close());

  describe('a payment by card', () => {
    it('becomes a tender of the cart when it is approved', async () => {
      const cart = await aCart(desk.room, 2);
      const attempt = await desk.pay(cart);
      expect(attempt).toMatchObject({ state: 'approved', approvedAmount: '20.00', authorization: 'A00001', cardLastDigits: '4242' });
      expect(await desk.tendersOf(cart.id)).toEqual([[attempt.attemptId, 2000]]);
      expect(await findCart(database().reader, cart.id)).toMatchObject({ revision: cart.revision + 1 });
    });

    it('pays a part when only a part is approved, and nothing when it is declined', async () => {
      desk.terminal.ending = 'half';
      const cart = await aCart(desk.room, 2);
      expect(await desk.pay(cart)).toMatchObject({ state: 'part-approved', approvedAmount: '10.00' });
      desk.terminal.ending = 'decline';
      const after = await findCart(database().reader, cart.id);
      expect(after && (await desk.pay(after, wanted('10.00')))).toMatchObject({ state: 'declined', reason: 'declined-by-issuer' });
      expect(await desk.tendersOf(cart.id)).toHaveLength(1);
    });

    it('is asked for once under one key, and once under one attempt id', async () => {
      const [cart, given, key] = [await aCart(desk.room, 2), wanted(), aKey()];
      const first = await desk.pay(cart, given, key);
      expect(await desk.pay(cart, given, key)).toEqual(first);
      expect(await desk.pay(cart, given)).toEqual(first);
      await expect(desk.pay(cart, { ...given, amount: '1.00' })).rejects.toMatchObject({ code: 'tender-attempt.id-taken' });
      await expect(desk.pay(cart, wanted(), { ...key, fingerprint: 'b'.repeat(64) })).rejects.toMatchObject({
        code: 'idempotency.key-reused',
      });
      expect(desk.terminal.charges.size).toBe(1);
    });

    it('answers a retry with the present state while the customer is busy', async () => {
      desk.terminal.ending = 'busy';
      const [cart, given, key] = [await aCart(desk.room, 2), wanted(), aKey()];
      const first = desk.pay(cart, given, key);
      while (desk.terminal.busy.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(await desk.pay(cart, given, key)).toMatchObject({ state: 'started' });
      expect(await desk.attempts.resolve(anActor(), { cartId: cart.id, attemptId: given.attemptId })).toMatchObject({ state: 'started' });
      expect(await hasUnsettledAttempt(database().reader, cart.id)).toBe(true);
      const decision = { outcome: 'not-charged', amount: null, note: 'impatient' } as const;
      await expect(desk.outcomes.decideAtConsole(given.attemptId, decision)).rejects.toMatchObject({ code: 'tender-attempt.unclear' });
      desk.terminal.ending = 'approve';
      desk.terminal.busy.forEach((done) => done());
      expect(await first).toMatchObject({ state: 'approved' });
      expect(await desk.pay(cart, given, key)).toMatchObject({ state: 'approved' });
    });

    it.each([
      ['more than is due', { amount: '20.01' }, 'tender.overtender'],
      ['finer money than there is', { amount: '1.001' }, 'amount.malformed'],
      ['cash', { tenderTypeId: 'cash' }, 'tender.unknown'],
      ['a gift card without a number', { tenderTypeId: 'gift' }, 'gift-card.refused'],
    ])('is refused before anything is asked: %s', async (_, change, code) => {
      await expect(desk.pay(await aCart(desk.room, 2), wanted('20.00', change))).rejects.toMatchObject({ code });
      expect(desk.terminal.charges.size).toBe(0);
    });

    it('needs the cart as it is, its own register, and a terminal', async () => {
      const cart = await aCart(desk.room, 2);
      const at = (revision: number | null) => ({ cartId: cart.id, revision });
      await expect(desk.attempts.start(anActor(), aKey(), at(7), wanted())).rejects.toMatchObject({ code: 'cart.revision-stale' });
      await expect(desk.attempts.start(anActor(), aKey(), at(null), wanted())).rejects.toMatchObject({ code: 'cart.revision-required' });
      const r2 = anActor({ registerId: 'r2' });
      await expect(desk.attempts.start(r2, aKey(), at(1), wanted())).rejects.toMatchObject({ code: 'cart.unknown' });
      const r3 = anActor({ registerId: 'r3' });
      const own = await aCart(desk.room, 2, { actor: r3 });
      await expect(desk.attempts.start(r3, aKey(), { cartId: own.id, revision: 1 }, wanted())).rejects.toMatchObject({
        code: 'tender-attempt.no-terminal',
      });
    });

    it('charges nobody in training', async () => {
      const cart = await aCart(desk.room, 2, { mode: 'training' });
      const attempt = await desk.pay(cart);
      expect(attempt).toMatchObject({ state: 'approved', authorization: 'TRAINING' });
      expect(await desk.tendersOf(cart.id)).toHaveLength(1);
      expect(await desk.attempts.reverse(anActor(), aKey(), nameOf(attempt), newId())).toMatchObject({ state: 'approved' });
      expect(desk.terminal.charges.size + desk.terminal.givenBack.size).toBe(0);
    });
  });

  describe('a register that drives its own terminal', () => {
    it('reports how the attempt ended; the first clear word stands', async () => {
      const cart = await aCart(desk.room, 2);
      const started = await desk.pay(cart, wanted('20.00', { drivenBy: 'register' }));
      expect(started).toMatchObject({ state: 'started', drivenBy: 'register' });
      const nothing = { amount: null, authorization: null, cardLastDigits: null, reason: null };
      const report = (outcome: 'approved' | 'part-approved' | 'declined' | 'unknown', change: object = {}) =>
        desk.outcomes.report(anActor(), aKey(), nameOf(started), { ...nothing, outcome, ...change });
      await desk.background.round();
      expect(await report('unknown')).toMatchObject({ state: 'unknown' });
      await expect(report('approved', { amount: '1.00' })).rejects.toMatchObject({ code: 'amount.malformed' });
      expect(await report('approved', { cardLastDigits: '1111' })).toMatchObject({ state: 'approved', approvedAmount: '20.00' });
      expect(await report('approved')).toMatchObject({ state: 'approved', cardLastDigits: '1111' });
      await expect(report('declined')).rejects.toMatchObject({ code: 'tender-attempt.settled' });
      expect(await desk.tendersOf(cart.id)).toEqual([[started.attemptId, 2000]]);
      expect(desk.terminal.charges.size).toBe(0);
    });

    it('is believed about its own desk.attempts only', async () => {
      const paid = await desk.pay(await aCart(desk.room, 2));
      const given = { outcome: 'declined', amount: null, authorization: null, cardLastDigits: null, reason: null } as const;
      await expect(desk.outcomes.report(anActor(), aKey(), nameOf(paid), given)).rejects.toMatchObject({
        code: 'tender-attempt.other-driver',
      });
    });
  });

  describe('a payment for a sale that comes in one request', () => {
    it('gets an empty cart to stand in, which keeps the shift open until it is sold or given back', async () => {
      const cartId = newId();
      const paid = await desk.attempts.start(anActor(), aKey(), { cartId, revision: null }, wanted());
      expect(await findCart(database().reader, cartId)).toMatchObject({ shiftId: desk.shiftId, status: 'open', lines: [] });
      expect(await desk.tendersOf(cartId)).toEqual([[paid.attemptId, 2000]]);
      await expect(desk.shifts.close(aManager(), aKey(), desk.shiftId)).rejects.toMatchObject({ details: { transactions: [cartId] } });
      await expect(desk.attempts.start(anActor(), aKey(), { cartId, revision: null }, wanted('-1.00'))).rejects.toMatchObject({
        code: 'tender-attempt.original-unknown',
      });
    });

    it('needs an open shift', async () => {
      await desk.shifts.close(aManager(), aKey(), desk.shiftId);
      await expect(desk.attempts.start(anActor(), aKey(), { cartId: newId(), revision: null }, wanted())).rejects.toMatchObject({
        code: 'shift.not-open',
      });
    });
  });
});
