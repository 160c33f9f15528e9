import { findAttempt, findCart, hasUnsettledAttempt, insertAttempt, STORE_MIGRATIONS, updateCart } from '@app/channel-db';
import { activeTenders, type Cart } from '@app/commerce';
import { amount, newId, quantity } from '@app/kernel';
import { decodeRecord } from '@app/protocol';
import { eachDatabase } from '@app/testing';
import { AttemptCalls, AttemptOutcomes, moversOf, ResolveInBackground, Shifts, TenderAttempts, type AttemptView } from '../src';
import type { NewAttempt } from '../src/tender-attempts/start-attempt';
import { aCart, aKey, aManager, anActor, openStoreRoom, sell, type StoreRoom } from './a-store-room';
import { FakeAccounts, FakeTerminal } from './a-terminal';

eachDatabase(STORE_MIGRATIONS, ({ database }) => {
  let room: StoreRoom;
  let terminal: FakeTerminal;
  let accounts: FakeAccounts;
  let attempts: TenderAttempts;
  let outcomes: AttemptOutcomes;
  let background: ResolveInBackground;
  let shifts: Shifts;
  let shiftId: string;
  /** Events that wait for a register to be answered. */
  let waiting: object[];

  /** The box after its process died: nothing is left of it but the database. */
  function restart(): void {
    const calls = new AttemptCalls(room, moversOf(terminal, accounts));
    attempts = new TenderAttempts(room, calls);
    outcomes = new AttemptOutcomes(room, calls, {
      later: async (_tx, where, event) => void waiting.push({ registerId: where.registerId, ...event }),
    });
    background = new ResolveInBackground(room, calls, (error) => {
      throw error;
    });
  }

  beforeEach(async () => {
    room = await openStoreRoom(database());
    waiting = [];
    terminal = new FakeTerminal();
    accounts = new FakeAccounts();
    shifts = new Shifts(room, { prove: async () => ({ kind: 'unreachable', reason: '' }) });
    shiftId = newId();
    await shifts.open(anActor(), aKey(), { shiftId, float: '0.00' });
    restart();
  });
  afterEach(() => room.close());

  const wanted = (amount = '20.00', change: Partial<NewAttempt> = {}): NewAttempt => ({
    attemptId: newId(), tenderTypeId: 'card', amount, accountNumber: null, drivenBy: 'box', ...change,
  }); // prettier-ignore
  const pay = (cart: Cart, given = wanted(), key = aKey()): Promise<AttemptView> =>
    attempts.start(anActor(), key, { cartId: cart.id, revision: cart.revision }, given);
  const nameOf = ({ attemptId, transactionId }: AttemptView) => ({ attemptId, cartId: transactionId });
  const tendersOf = async (cartId: string) => {
    const cart = await findCart(database().reader, cartId);
    return cart ? activeTenders(cart).map(({ tenderId, tendered }) => [tenderId, tendered]) : [];
  };

  describe('a payment by card', () => {
    it('becomes a tender of the cart when it is approved', async () => {
      const cart = await aCart(room, 2);
      const attempt = await pay(cart);
      expect(attempt).toMatchObject({ state: 'approved', approvedAmount: '20.00', authorization: 'A00001', cardLastDigits: '4242' });
      expect(await tendersOf(cart.id)).toEqual([[attempt.attemptId, 2000]]);
      expect(await findCart(database().reader, cart.id)).toMatchObject({ revision: cart.revision + 1 });
    });

    it('pays a part when only a part is approved, and nothing when it is declined', async () => {
      terminal.ending = 'half';
      const cart = await aCart(room, 2);
      expect(await pay(cart)).toMatchObject({ state: 'part-approved', approvedAmount: '10.00' });
      terminal.ending = 'decline';
      const after = await findCart(database().reader, cart.id);
      expect(after && (await pay(after, wanted('10.00')))).toMatchObject({ state: 'declined', reason: 'declined-by-issuer' });
      expect(await tendersOf(cart.id)).toHaveLength(1);
    });

    it('is asked for once under one key, and once under one attempt id', async () => {
      const [cart, given, key] = [await aCart(room, 2), wanted(), aKey()];
      const first = await pay(cart, given, key);
      expect(await pay(cart, given, key)).toEqual(first);
      expect(await pay(cart, given)).toEqual(first);
      await expect(pay(cart, { ...given, amount: '1.00' })).rejects.toMatchObject({ code: 'tender-attempt.id-taken' });
      await expect(pay(cart, wanted(), { ...key, fingerprint: 'b'.repeat(64) })).rejects.toMatchObject({ code: 'idempotency.key-reused' });
      expect(terminal.charges.size).toBe(1);
    });

    it('answers a retry with the present state while the customer is busy', async () => {
      terminal.ending = 'busy';
      const [cart, given, key] = [await aCart(room, 2), wanted(), aKey()];
      const first = pay(cart, given, key);
      while (terminal.busy.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(await pay(cart, given, key)).toMatchObject({ state: 'started' });
      expect(await attempts.resolve(anActor(), { cartId: cart.id, attemptId: given.attemptId })).toMatchObject({ state: 'started' });
      expect(await hasUnsettledAttempt(database().reader, cart.id)).toBe(true);
      const decision = { outcome: 'not-charged', amount: null, note: 'impatient' } as const;
      await expect(outcomes.decideAtConsole(given.attemptId, decision)).rejects.toMatchObject({ code: 'tender-attempt.unclear' });
      terminal.ending = 'approve';
      terminal.busy.forEach((done) => done());
      expect(await first).toMatchObject({ state: 'approved' });
      expect(await pay(cart, given, key)).toMatchObject({ state: 'approved' });
    });

    it.each([
      ['more than is due', { amount: '20.01' }, 'tender.overtender'],
      ['finer money than there is', { amount: '1.001' }, 'amount.malformed'],
      ['cash', { tenderTypeId: 'cash' }, 'tender.unknown'],
      ['a gift card without a number', { tenderTypeId: 'gift' }, 'gift-card.refused'],
    ])('is refused before anything is asked: %s', async (_, change, code) => {
      await expect(pay(await aCart(room, 2), wanted('20.00', change))).rejects.toMatchObject({ code });
      expect(terminal.charges.size).toBe(0);
    });

    it('needs the cart as it is, its own register, and a terminal', async () => {
      const cart = await aCart(room, 2);
      const at = (revision: number | null) => ({ cartId: cart.id, revision });
      await expect(attempts.start(anActor(), aKey(), at(7), wanted())).rejects.toMatchObject({ code: 'cart.revision-stale' });
      await expect(attempts.start(anActor(), aKey(), at(null), wanted())).rejects.toMatchObject({ code: 'cart.revision-required' });
      const r2 = anActor({ registerId: 'r2' });
      await expect(attempts.start(r2, aKey(), at(1), wanted())).rejects.toMatchObject({ code: 'cart.unknown' });
      const r3 = anActor({ registerId: 'r3' });
      const own = await aCart(room, 2, { actor: r3 });
      await expect(attempts.start(r3, aKey(), { cartId: own.id, revision: 1 }, wanted())).rejects.toMatchObject({
        code: 'tender-attempt.no-terminal',
      });
    });

    it('charges nobody in training', async () => {
      const cart = await aCart(room, 2, { mode: 'training' });
      const attempt = await pay(cart);
      expect(attempt).toMatchObject({ state: 'approved', authorization: 'TRAINING' });
      expect(await tendersOf(cart.id)).toHaveLength(1);
      expect(await attempts.reverse(anActor(), aKey(), nameOf(attempt), newId())).toMatchObject({ state: 'approved' });
      expect(terminal.charges.size + terminal.givenBack.size).toBe(0);
    });
  });

  describe('an unclear payment', () => {
    async function unclearPayment(): Promise<{ cart: Cart; attempt: AttemptView }> {
      const cart = await aCart(room, 2);
      return { cart, attempt: await pay(cart) };
    }

    it.each([
      ['charged-no-answer', 'approved', 1],
      ['uncharged-no-answer', 'declined', 0],
    ] as const)('%s: is unknown, and resolved as %s', async (ending, state, count) => {
      terminal.ending = ending;
      const { cart, attempt } = await unclearPayment();
      expect(attempt).toMatchObject({ state: 'unknown', reason: 'no answer in time' });
      expect(await tendersOf(cart.id)).toEqual([]);
      expect(await attempts.resolve(anActor(), nameOf(attempt))).toMatchObject({ state });
      expect(await tendersOf(cart.id)).toHaveLength(count);
      expect(terminal.charges.size).toBe(count);
    });

    it('asked for before a sale in one request and declined leaves nothing that keeps the shift open', async () => {
      terminal.ending = 'decline';
      const cartId = newId();
      const early = { cartId, revision: null };
      expect(await attempts.start(anActor(), aKey(), early, wanted())).toMatchObject({ state: 'declined' });
      await expect(shifts.close(aManager(), aKey(), shiftId)).resolves.toMatchObject({ shift: { state: 'closed' } });
      expect(await findCart(database().reader, cartId)).toMatchObject({ status: 'voided' });
      await expect(attempts.start(anActor(), aKey(), early, wanted())).rejects.toMatchObject({ code: 'cart.not-open' });
    });

    it('asked for before a sale in one request and approved keeps the shift open until it is given back', async () => {
      const cartId = newId();
      const paid = await attempts.start(anActor(), aKey(), { cartId, revision: null }, wanted());
      await expect(shifts.close(aManager(), aKey(), shiftId)).rejects.toMatchObject({ details: { transactions: [cartId] } });
      await attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
      await expect(shifts.close(aManager(), aKey(), shiftId)).resolves.toMatchObject({ shift: { state: 'closed' } });
    });

    it('lets nothing else be paid, and holds up the close of the shift by name', async () => {
      terminal.ending = 'charged-no-answer';
      const { cart, attempt } = await unclearPayment();
      const named = { attemptId: attempt.attemptId };
      await expect(pay(cart, wanted('5.00'))).rejects.toMatchObject({ code: 'tender-attempt.unclear', details: named });
      await expect(shifts.close(aManager(), aKey(), shiftId)).rejects.toMatchObject({
        code: 'shift.money-unclear',
        details: { attempts: [{ ...named, transactionId: cart.id }] },
      });
      await expect(attempts.reverse(anActor(), aKey(), nameOf(attempt), newId())).rejects.toMatchObject({ code: 'tender-attempt.unclear' });
    });

    it.each([['charged-no-answer'], ['uncharged-no-answer']] as const)('%s: is asked about after a restart', async (ending) => {
      terminal.ending = ending;
      const { cart, attempt } = await unclearPayment();
      restart();
      await background.round();
      const resolved = await attempts.show(anActor(), nameOf(attempt));
      expect(resolved.state).toBe(ending === 'charged-no-answer' ? 'approved' : 'declined');
      expect((await tendersOf(cart.id)).length * 2000).toBe(terminal.kept);
    });

    it('that was committed and never asked for is closed uncharged', async () => {
      const cart = await aCart(room, 2);
      const { attemptId } = await pay(cart, wanted('1.00'));
      const model = await findAttempt(database().reader, attemptId);
      if (!model) throw new Error('no attempt');
      const lost = { ...model, attemptId: newId(), state: 'started', approvedAmount: null, settledAt: null } as const;
      await database().unitOfWork.run((tx) => insertAttempt(tx, lost));
      restart();
      room.clock.at += 2_000;
      await background.round();
      expect(await findAttempt(database().reader, lost.attemptId)).toMatchObject({ state: 'declined', stateReason: 'never-charged' });
      expect(await terminal.pay({ attemptId: lost.attemptId, amount: lost.requestedAmount })).toMatchObject({ kind: 'declined' });
    });

    it('is asked about more and more rarely, and not for ever', async () => {
      terminal.ending = 'charged-no-answer';
      const { attempt } = await unclearPayment();
      terminal.isReachable = false;
      let questions = 0;
      const ask = terminal.whatBecameOfPayment;
      terminal.whatBecameOfPayment = (payment) => ((questions += 1), ask(payment));
      for (let second = 0; second < 60; second += 1) {
        await background.round();
        room.clock.at += 1_000;
      }
      expect(questions).toBe(6);
      room.clock.at += 86_400_000;
      terminal.isReachable = true;
      await background.round();
      expect(await attempts.show(anActor(), nameOf(attempt))).toMatchObject({ state: 'unknown' });
    });

    it('is ended by a manager, on record, once', async () => {
      terminal.ending = 'charged-no-answer';
      const { cart, attempt } = await unclearPayment();
      const decision = { outcome: 'charged', amount: '15.00', note: 'slip 17' } as const;
      const decided = await outcomes.decide(aManager(), aKey(), nameOf(attempt), decision);
      expect(decided).toMatchObject({ state: 'part-approved', approvedAmount: '15.00' });
      expect(await tendersOf(cart.id)).toEqual([[attempt.attemptId, 1500]]);
      const record = decodeRecord(decided.capsules[0]?.record ?? '');
      expect(record.ok && record.record).toMatchObject({
        header: { staffId: 'mia' },
        body: { event: 'payment-decided', subjectId: attempt.attemptId, details: { outcome: 'charged', moved: '15.00', note: 'slip 17' } },
      });
      expect(await outcomes.decideAtConsole(attempt.attemptId, decision)).toMatchObject({ state: 'part-approved', capsules: [] });
      await expect(outcomes.decideAtConsole(attempt.attemptId, { ...decision, outcome: 'not-charged' })).rejects.toMatchObject({
        code: 'tender-attempt.settled',
      });
    });

    it('is ended at the console where nobody is at the register; who decided waits for the next log-on', async () => {
      terminal.ending = 'uncharged-no-answer';
      const { attempt } = await unclearPayment();
      const decision = { outcome: 'not-charged', amount: null, note: 'bank' } as const;
      const records = () => database().reader.query("SELECT record_id FROM {record} WHERE type = 'audit'");
      const before = await records();
      const decided = await outcomes.decideAtConsole(attempt.attemptId, decision);
      expect(decided).toMatchObject({ state: 'declined', reason: 'decided: bank', capsules: [] });
      expect(await records()).toEqual(before);
      expect(waiting).toMatchObject([
        { registerId: 'r1', event: 'payment-decided', subjectId: attempt.attemptId, details: { decidedBy: 'console' } },
      ]);
      await outcomes.decideAtConsole(attempt.attemptId, decision);
      expect(waiting).toHaveLength(1);
      expect(await findAttempt(database().reader, attempt.attemptId)).toMatchObject({ decidedBy: 'console' });
    });
  });

  describe('giving a payment back', () => {
    it('is an attempt of its own, and takes the tender out of the cart', async () => {
      const cart = await aCart(room, 2);
      const paid = await pay(cart);
      const reversal = await attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
      expect(reversal).toMatchObject({ kind: 'reversal', state: 'approved', reversesAttemptId: paid.attemptId, requestedAmount: '20.00' });
      expect(await attempts.show(anActor(), nameOf(paid))).toMatchObject({ state: 'reversed' });
      expect(await tendersOf(cart.id)).toEqual([]);
      expect(reversal.capsules).toHaveLength(1);
      expect(terminal.kept).toBe(0);
    });

    it('happens once, whoever asks again', async () => {
      const paid = await pay(await aCart(room, 2));
      const first = await attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
      const again = await attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
      expect(again).toMatchObject({ attemptId: first.attemptId, state: 'approved' });
      expect(terminal.givenBack.size).toBe(1);
    });

    it('that is unclear is asked about, and blocks the cart meanwhile', async () => {
      const cart = await aCart(room, 2);
      const paid = await pay(cart);
      terminal.ending = 'charged-no-answer';
      const reversal = await attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
      expect(reversal).toMatchObject({ state: 'unknown' });
      expect(await hasUnsettledAttempt(database().reader, cart.id)).toBe(true);
      expect(await tendersOf(cart.id)).toHaveLength(1);
      restart();
      await background.round();
      expect(await attempts.show(anActor(), nameOf(reversal))).toMatchObject({ state: 'approved' });
      expect(await tendersOf(cart.id)).toEqual([]);
    });

    it('is refused for what was not paid, and for a cart that is finished', async () => {
      terminal.ending = 'decline';
      const refused = await pay(await aCart(room, 2));
      const reverse = (attempt: AttemptView) => attempts.reverse(anActor(), aKey(), nameOf(attempt), newId());
      await expect(reverse(refused)).rejects.toMatchObject({ code: 'tender-attempt.not-approved' });
      terminal.ending = 'approve';
      const cart = await aCart(room, 2);
      const paid = await pay(cart);
      await sell(room, cart, [{ tenderTypeId: 'card', function: 'card', attemptId: paid.attemptId }]);
      const stored = await findCart(database().reader, cart.id);
      await database().unitOfWork.run((tx) =>
        tx.run('UPDATE {cart} SET document = ? WHERE cart_id = ?', [JSON.stringify({ ...stored, status: 'checked-out' }), cart.id]),
      );
      await expect(reverse(paid)).rejects.toMatchObject({ code: 'cart.not-open' });
    });

    it('gives back all that a transaction moved, or one tender of it', async () => {
      terminal.ending = 'half';
      const cart = await aCart(room, 2);
      const first = await pay(cart);
      terminal.ending = 'approve';
      const between = await findCart(database().reader, cart.id);
      if (between) await pay(between, wanted('10.00'));
      expect(await attempts.reverseAll(anActor(), cart.id, first.attemptId)).toHaveLength(1);
      expect(terminal.kept).toBe(1000);
      expect(await attempts.reverseAll(anActor(), cart.id, null)).toMatchObject([{ state: 'approved' }]);
      expect(terminal.kept).toBe(0);
      expect(await tendersOf(cart.id)).toEqual([]);
    });
  });

  describe('a register that drives its own terminal', () => {
    it('reports how the attempt ended; the first clear word stands', async () => {
      const cart = await aCart(room, 2);
      const started = await pay(cart, wanted('20.00', { drivenBy: 'register' }));
      expect(started).toMatchObject({ state: 'started', drivenBy: 'register' });
      const nothing = { amount: null, authorization: null, cardLastDigits: null, reason: null };
      const report = (outcome: 'approved' | 'part-approved' | 'declined' | 'unknown', change: object = {}) =>
        outcomes.report(anActor(), aKey(), nameOf(started), { ...nothing, outcome, ...change });
      await background.round();
      expect(await report('unknown')).toMatchObject({ state: 'unknown' });
      await expect(report('approved', { amount: '1.00' })).rejects.toMatchObject({ code: 'amount.malformed' });
      expect(await report('approved', { cardLastDigits: '1111' })).toMatchObject({ state: 'approved', approvedAmount: '20.00' });
      expect(await report('approved')).toMatchObject({ state: 'approved', cardLastDigits: '1111' });
      await expect(report('declined')).rejects.toMatchObject({ code: 'tender-attempt.settled' });
      expect(await tendersOf(cart.id)).toEqual([[started.attemptId, 2000]]);
      expect(terminal.charges.size).toBe(0);
    });

    it('is believed about its own attempts only', async () => {
      const paid = await pay(await aCart(room, 2));
      const given = { outcome: 'declined', amount: null, authorization: null, cardLastDigits: null, reason: null } as const;
      await expect(outcomes.report(anActor(), aKey(), nameOf(paid), given)).rejects.toMatchObject({ code: 'tender-attempt.other-driver' });
    });
  });

  describe('a payment for a sale that comes in one request', () => {
    it('gets an empty cart to stand in, which keeps the shift open until it is sold or given back', async () => {
      const cartId = newId();
      const paid = await attempts.start(anActor(), aKey(), { cartId, revision: null }, wanted());
      expect(await findCart(database().reader, cartId)).toMatchObject({ shiftId, status: 'open', lines: [] });
      expect(await tendersOf(cartId)).toEqual([[paid.attemptId, 2000]]);
      await expect(shifts.close(aManager(), aKey(), shiftId)).rejects.toMatchObject({ details: { transactions: [cartId] } });
      await expect(attempts.start(anActor(), aKey(), { cartId, revision: null }, wanted('-1.00'))).rejects.toMatchObject({
        code: 'tender-attempt.original-unknown',
      });
    });

    it('needs an open shift', async () => {
      await shifts.close(aManager(), aKey(), shiftId);
      await expect(attempts.start(anActor(), aKey(), { cartId: newId(), revision: null }, wanted())).rejects.toMatchObject({
        code: 'shift.not-open',
      });
    });
  });

  describe('a gift card', () => {
    const byGiftCard = (amount = '20.00') => wanted(amount, { tenderTypeId: 'gift', accountNumber: '6001' });

    it('is reserved, and released when the payment is taken back', async () => {
      const cart = await aCart(room, 2);
      const paid = await pay(cart, byGiftCard());
      expect(paid).toMatchObject({ state: 'approved', giftCardNumber: '6001', function: 'gift-card' });
      expect([...accounts.reserved]).toEqual([[paid.attemptId, 2000]]);
      expect(await attempts.reverse(anActor(), aKey(), nameOf(paid), newId())).toMatchObject({ state: 'approved' });
      expect([...accounts.released]).toEqual([paid.attemptId]);
      expect(await tendersOf(cart.id)).toEqual([]);
    });

    it('is declined at once while headquarters is away, and given back without it: a reservation lapses', async () => {
      const cart = await aCart(room, 2);
      const paid = await pay(cart, byGiftCard('5.00'));
      accounts.line = 'down';
      expect(await attempts.reverse(anActor(), aKey(), nameOf(paid), newId())).toMatchObject({ state: 'approved' });
      const after = await findCart(database().reader, cart.id);
      expect(after && (await pay(after, byGiftCard()))).toMatchObject({ state: 'declined', reason: 'headquarters-unreachable' });
    });

    it('whose answer was lost is asked for again under the same id, or ended as unpaid', async () => {
      accounts.line = 'answers-lost';
      const [one, two] = [await aCart(room, 2), await aCart(room, 2)];
      const [asked, ended] = [await pay(one, byGiftCard()), await pay(two, byGiftCard())];
      expect(asked).toMatchObject({ state: 'unknown' });
      expect(await attempts.reverse(anActor(), aKey(), nameOf(ended), newId())).toMatchObject({ state: 'declined', reason: 'released' });
      accounts.line = 'up';
      expect(await attempts.resolve(anActor(), nameOf(asked))).toMatchObject({ state: 'approved' });
      expect(accounts.reserved.size).toBe(2);
      expect(await tendersOf(two.id)).toEqual([]);
    });

    it('that is sold becomes a line when headquarters agrees, once', async () => {
      const cart = await aCart(room, 2);
      const card = { lineId: newId(), cardNumber: '6002', amount: '50.00' };
      const issue = (given = card) => attempts.issue(anActor(), aKey(), { cartId: cart.id, revision: cart.revision }, given);
      expect(await issue()).toMatchObject({ kind: 'issue', state: 'approved', attemptId: card.lineId });
      expect(await issue()).toMatchObject({ state: 'approved' });
      await expect(issue({ ...card, amount: '60.00' })).rejects.toMatchObject({ code: 'line.id-taken' });
      const after = await findCart(database().reader, cart.id);
      expect(after?.lines).toMatchObject([{}, { lineId: card.lineId, giftCardNumber: '6002', unitPrice: 500_000 }]);
      expect(accounts.reserved.size).toBe(1);
      await attempts.withdraw(anActor(), { cartId: cart.id, attemptId: card.lineId });
      expect([...accounts.released]).toEqual([card.lineId]);
    });

    it('is not sold while headquarters is away, and a lost answer can be ended', async () => {
      const cart = await aCart(room, 2);
      const issue = (cardNumber: string) =>
        attempts.issue(anActor(), aKey(), { cartId: cart.id, revision: cart.revision }, { lineId: newId(), cardNumber, amount: '50.00' });
      accounts.line = 'down';
      expect(await issue('6003')).toMatchObject({ state: 'declined', reason: 'headquarters-unreachable' });
      accounts.line = 'answers-lost';
      const lost = await issue('6004');
      expect(await attempts.reverse(anActor(), aKey(), nameOf(lost), newId())).toMatchObject({ state: 'declined', reason: 'released' });
      expect((await findCart(database().reader, cart.id))?.lines).toHaveLength(1);
    });
  });

  describe('an account at headquarters', () => {
    const by = (tenderTypeId: string, amount = '20.00', accountNumber: string | null = `${tenderTypeId}-1`) =>
      wanted(amount, { tenderTypeId, accountNumber });
    const reverse = (paid: AttemptView) => attempts.reverse(anActor(), aKey(), nameOf(paid), newId());
    const cartAfter = async (cart: Cart) => {
      const after = await findCart(database().reader, cart.id);
      if (!after) throw new Error('the cart is gone');
      return after;
    };

    /** A cart that takes back goods somebody paid for in cash. */
    async function aReturn(): Promise<Cart> {
      const cart = await aCart(room, 2);
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
      await database().unitOfWork.run((tx) => updateCart(tx, back as Cart, cart.revision, room.clock.now()));
      return cartAfter(cart);
    }

    it.each(['memo', 'voucher', 'on-account', 'points'])(
      '(%s) is reserved, named on its tender, and released when it is taken back',
      async (type) => {
        const cart = await aCart(room, 2);
        const paid = await pay(cart, by(type));
        expect(paid).toMatchObject({ state: 'approved', accountNumber: `${type}-1`, giftCardNumber: null });
        expect(activeTenders(await cartAfter(cart))).toMatchObject([{ accountNumber: `${type}-1`, giftCardNumber: null, tendered: 2000 }]);
        expect(await reverse(paid)).toMatchObject({ state: 'approved' });
        expect(await reverse(paid)).toMatchObject({ kind: 'reversal', state: 'approved' });
        expect([...accounts.released]).toEqual([paid.attemptId]);
      },
    );

    it('has a number', async () => {
      const refused = { code: 'account.number-required', details: { field: '/accountNumber' } };
      await expect(pay(await aCart(room, 2), by('voucher', '20.00', null))).rejects.toMatchObject(refused);
    });

    it('takes a refund as a new credit memo, whose number a repeated request gets again', async () => {
      const cart = await aReturn();
      const refund = by('memo', '-20.00', null);
      const [first, again] = [await pay(cart, refund), await pay(cart, refund)];
      expect(first).toMatchObject({
        kind: 'refund',
        state: 'approved',
        approvedAmount: '-20.00',
        accountNumber: expect.stringMatching(/^M\d{16}$/),
      });
      expect(again.accountNumber).toBe(first.accountNumber);
      expect([...accounts.reserved]).toEqual([[first.attemptId, 2000]]);
      expect(await tendersOf(cart.id)).toEqual([[first.attemptId, -2000]]);
    });

    it.each(['on-account', 'points'])('(%s) takes a refund, which is taken back when the return ends without a sale', async (type) => {
      const cart = await aReturn();
      const back = await pay(cart, by(type, '-20.00'));
      expect(back).toMatchObject({ kind: 'refund', state: 'approved' });
      expect(await attempts.reverseAll(anActor(), cart.id, null)).toMatchObject([{ kind: 'reversal', state: 'approved' }]);
      expect(await attempts.reverseAll(anActor(), cart.id, null)).toEqual([]);
      expect([...accounts.released]).toEqual([back.attemptId]);
      expect(await tendersOf(cart.id)).toEqual([]);
    });

    it('that is a voucher takes nothing back', async () => {
      await expect(pay(await aReturn(), by('voucher', '-20.00'))).rejects.toMatchObject({ code: 'tender.no-return' });
    });

    it('says how else to pay while headquarters is away, and what was lost is asked for again after a restart', async () => {
      accounts.line = 'down';
      const cart = await aCart(room, 2);
      expect(await pay(cart, by('on-account'))).toMatchObject({
        state: 'declined',
        reason: 'headquarters-unreachable',
        instead: ['cash', 'card'],
      });
      accounts.line = 'answers-lost';
      const lost = await pay(await cartAfter(cart), by('on-account'));
      expect(lost).toMatchObject({ state: 'unknown', instead: [] });
      restart();
      accounts.line = 'up';
      room.clock.at += 5_000;
      await background.round();
      expect(await tendersOf(cart.id)).toEqual([[lost.attemptId, 2000]]);
      expect(accounts.reserved.size).toBe(1);
    });
  });
});
