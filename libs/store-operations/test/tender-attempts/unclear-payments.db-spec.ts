import { findAttempt, findCart, insertAttempt, STORE_MIGRATIONS } from '@app/channel-db';
import type { Cart } from '@app/commerce';
import { newId } from '@app/kernel';
import { decodeRecord } from '@app/protocol';
import { eachDatabase } from '@app/testing';
import type { AttemptView } from '../../src';
import { aCart, aKey, aManager, anActor } from '../a-store-room';
import { CashDesk, nameOf, wanted } from './cash-desk';

eachDatabase(STORE_MIGRATIONS, ({ database }) => {
  let desk: CashDesk;
  beforeEach(async () => (desk = await CashDesk.open(database())));
  afterEach(() => desk.close());

  describe('an unclear payment', () => {
    async function unclearPayment(): Promise<{ cart: Cart; attempt: AttemptView }> {
      const cart = await aCart(desk.room, 2);
      return { cart, attempt: await desk.pay(cart) };
    }

    it.each([
      ['charged-no-answer', 'approved', 1],
      ['uncharged-no-answer', 'declined', 0],
    ] as const)('%s: is unknown, and resolved as %s', async (ending, state, count) => {
      desk.terminal.ending = ending;
      const { cart, attempt } = await unclearPayment();
      expect(attempt).toMatchObject({ state: 'unknown', reason: 'no answer in time' });
      expect(await desk.tendersOf(cart.id)).toEqual([]);
      expect(await desk.attempts.resolve(anActor(), nameOf(attempt))).toMatchObject({ state });
      expect(await desk.tendersOf(cart.id)).toHaveLength(count);
      expect(desk.terminal.charges.size).toBe(count);
    });

    it('asked for before a sale in one request and declined leaves nothing that keeps the shift open', async () => {
      desk.terminal.ending = 'decline';
      const cartId = newId();
      const early = { cartId, revision: null };
      expect(await desk.attempts.start(anActor(), aKey(), early, wanted())).toMatchObject({ state: 'declined' });
      await expect(desk.shifts.close(aManager(), aKey(), desk.shiftId)).resolves.toMatchObject({ shift: { state: 'closed' } });
      expect(await findCart(database().reader, cartId)).toMatchObject({ status: 'voided' });
      await expect(desk.attempts.start(anActor(), aKey(), early, wanted())).rejects.toMatchObject({ code: 'cart.not-open' });
    });

    it('asked for before a sale in one request and approved keeps the shift open until it is given back', async () => {
      const cartId = newId();
      const paid = await desk.attempts.start(anActor(), aKey(), { cartId, revision: null }, wanted());
      await expect(desk.shifts.close(aManager(), aKey(), desk.shiftId)).rejects.toMatchObject({ details: { transactions: [cartId] } });
      await desk.attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
      await expect(desk.shifts.close(aManager(), aKey(), desk.shiftId)).resolves.toMatchObject({ shift: { state: 'closed' } });
    });

    it('lets nothing else be paid, and holds up the close of the shift by name', async () => {
      desk.terminal.ending = 'charged-no-answer';
      const { cart, attempt } = await unclearPayment();
      const named = { attemptId: attempt.attemptId };
      await expect(desk.pay(cart, wanted('5.00'))).rejects.toMatchObject({ code: 'tender-attempt.unclear', details: named });
      await expect(desk.shifts.close(aManager(), aKey(), desk.shiftId)).rejects.toMatchObject({
        code: 'shift.money-unclear',
        details: { attempts: [{ ...named, transactionId: cart.id }] },
      });
      await expect(desk.attempts.reverse(anActor(), aKey(), nameOf(attempt), newId())).rejects.toMatchObject({
        code: 'tender-attempt.unclear',
      });
    });

    it.each([['charged-no-answer'], ['uncharged-no-answer']] as const)('%s: is asked about after a restart', async (ending) => {
      desk.terminal.ending = ending;
      const { cart, attempt } = await unclearPayment();
      desk.restart();
      await desk.background.round();
      const resolved = await desk.attempts.show(anActor(), nameOf(attempt));
      expect(resolved.state).toBe(ending === 'charged-no-answer' ? 'approved' : 'declined');
      expect((await desk.tendersOf(cart.id)).length * 2000).toBe(desk.terminal.kept);
    });

    it('that was committed and never asked for is closed uncharged', async () => {
      const cart = await aCart(desk.room, 2);
      const { attemptId } = await desk.pay(cart, wanted('1.00'));
      const model = await findAttempt(database().reader, attemptId);
      if (!model) throw new Error('no attempt');
      const lost = { ...model, attemptId: newId(), state: 'started', approvedAmount: null, settledAt: null } as const;
      await database().unitOfWork.run((tx) => insertAttempt(tx, lost));
      desk.restart();
      desk.room.clock.at += 2_000;
      await desk.background.round();
      expect(await findAttempt(database().reader, lost.attemptId)).toMatchObject({ state: 'declined', stateReason: 'never-charged' });
      expect(await desk.terminal.pay({ attemptId: lost.attemptId, amount: lost.requestedAmount })).toMatchObject({ kind: 'declined' });
    });

    it('is asked about more and more rarely, and not for ever', async () => {
      desk.terminal.ending = 'charged-no-answer';
      const { attempt } = await unclearPayment();
      desk.terminal.isReachable = false;
      let questions = 0;
      const ask = desk.terminal.whatBecameOfPayment;
      desk.terminal.whatBecameOfPayment = (payment) => ((questions += 1), ask(payment));
      for (let second = 0; second < 60; second += 1) {
        await desk.background.round();
        desk.room.clock.at += 1_000;
      }
      expect(questions).toBe(6);
      desk.room.clock.at += 86_400_000;
      desk.terminal.isReachable = true;
      await desk.background.round();
      expect(await desk.attempts.show(anActor(), nameOf(attempt))).toMatchObject({ state: 'unknown' });
    });

    it('is ended by a manager, on record, once', async () => {
      desk.terminal.ending = 'charged-no-answer';
      const { cart, attempt } = await unclearPayment();
      const decision = { outcome: 'charged', amount: '15.00', note: 'slip 17' } as const;
      const decided = await desk.outcomes.decide(aManager(), aKey(), nameOf(attempt), decision);
      expect(decided).toMatchObject({ state: 'part-approved', approvedAmount: '15.00' });
      expect(await desk.tendersOf(cart.id)).toEqual([[attempt.attemptId, 1500]]);
      const record = decodeRecord(decided.capsules[0]?.record ?? '');
      expect(record.ok && record.record).toMatchObject({
        header: { staffId: 'mia' },
        body: { event: 'payment-decided', subjectId: attempt.attemptId, details: { outcome: 'charged', moved: '15.00', note: 'slip 17' } },
      });
      expect(await desk.outcomes.decideAtConsole(attempt.attemptId, decision)).toMatchObject({ state: 'part-approved', capsules: [] });
      await expect(desk.outcomes.decideAtConsole(attempt.attemptId, { ...decision, outcome: 'not-charged' })).rejects.toMatchObject({
        code: 'tender-attempt.settled',
      });
    });

    it('is ended at the console where nobody is at the register; who decided waits for the next log-on', async () => {
      desk.terminal.ending = 'uncharged-no-answer';
      const { attempt } = await unclearPayment();
      const decision = { outcome: 'not-charged', amount: null, note: 'bank' } as const;
      const records = () => database().reader.query("SELECT record_id FROM {record} WHERE type = 'audit'");
      const before = await records();
      const decided = await desk.outcomes.decideAtConsole(attempt.attemptId, decision);
      expect(decided).toMatchObject({ state: 'declined', reason: 'decided: bank', capsules: [] });
      expect(await records()).toEqual(before);
      expect(desk.waiting).toMatchObject([
        { registerId: 'r1', event: 'payment-decided', subjectId: attempt.attemptId, details: { decidedBy: 'console' } },
      ]);
      await desk.outcomes.decideAtConsole(attempt.attemptId, decision);
      expect(desk.waiting).toHaveLength(1);
      expect(await findAttempt(database().reader, attempt.attemptId)).toMatchObject({ decidedBy: 'console' });
    });
  });
});
