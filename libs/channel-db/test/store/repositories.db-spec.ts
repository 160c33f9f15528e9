import {
  activateDevice,
  attemptsOf,
  countSales,
  findKey,
  findKnownRequest,
  findRealTimeCall,
  insertActivationCode,
  tidyStore,
  withKey,
  changeAttempt,
  changeRealTimeCall,
  findAttempt,
  findCart,
  findSalesByReceipt,
  findSetting,
  hasUnsettledAttempt,
  insertAttempt,
  insertCart,
  insertRealTimeCall,
  openCartsOf,
  pageOfSales,
  saveSetting,
  soldLinesOf,
  STORE_MIGRATIONS,
  unansweredCalls,
  unsettledAttempts,
  updateCart,
  type TenderAttempt,
} from '@app/channel-db';
import type { Cart } from '@app/commerce';
import { amount, newId, type Instant } from '@app/kernel';
import { eachDatabase } from '@app/testing';
import { aJournal, aLine, aReturnOf, aSale, aTrainingSale, CHANNEL, enrol, NOW } from './a-store';

const aCart = (change: Partial<Cart> = {}): Cart =>
  ({
    id: newId(),
    revision: 1,
    status: 'open',
    mode: 'live',
    legalEntityId: 'le1',
    channelId: 'store-1',
    registerId: 'r1',
    ...change,
  }) as Cart;

const anAttempt = (change: Partial<TenderAttempt> = {}): TenderAttempt => ({
  attemptId: newId(), cartId: newId(), channelId: 'store-1', registerId: 'r1', tenderTypeId: 'card', function: 'card', kind: 'payment',
  reversesAttemptId: null, drivenBy: 'box', terminalId: 't1', state: 'started', currency: 'ILS', requestedAmount: amount(1234),
  approvedAmount: null, authorization: null, cardLastDigits: null, accountNumber: null, stateReason: null, decidedBy: null,
  startedAt: NOW, settledAt: null, ...change,
}); // prettier-ignore

eachDatabase(STORE_MIGRATIONS, (test) => {
  const unit: ReturnType<typeof test.database>['unitOfWork']['run'] = (body) => test.database().unitOfWork.run(body);
  const reader = () => test.database().reader;

  describe('carts', () => {
    it('are written over a known revision only, so that of eight changes at once one is kept', async () => {
      const cart = aCart();
      expect(await unit((tx) => insertCart(tx, cart, NOW))).toBe(true);
      expect(await unit((tx) => insertCart(tx, cart, NOW))).toBe(false);
      const change = (priceDate: string) => unit((tx) => updateCart(tx, { ...cart, priceDate, revision: 2 }, 1, NOW));
      const kept = await Promise.all(Array.from({ length: 8 }, (_, index) => change(`2026-08-0${index + 1}`)));
      expect(kept.filter(Boolean)).toHaveLength(1);
      expect(await findCart(reader(), cart.id)).toMatchObject({ revision: 2, priceDate: `2026-08-0${kept.indexOf(true) + 1}` });
    });

    it('that are open are found by their register', async () => {
      const [mine, done, other] = [aCart(), aCart({ status: 'voided' }), aCart({ registerId: 'r2' })];
      await unit(async (tx) => {
        for (const cart of [mine, done, other]) await insertCart(tx, cart, NOW);
      });
      expect(await openCartsOf(reader(), 'store-1', 'r1')).toEqual([mine]);
      expect(await findCart(reader(), newId())).toBeUndefined();
    });
  });

  describe('tender attempts', () => {
    it('move on once, from the state the caller saw', async () => {
      const attempt = anAttempt();
      await unit((tx) => insertAttempt(tx, attempt));
      const approve = () =>
        unit((tx) =>
          changeAttempt(
            tx,
            attempt.attemptId,
            ['started'],
            { state: 'approved', approvedAmount: amount(1234), authorization: 'A1' },
            NOW + 1,
          ),
        );
      expect(await Promise.all([approve(), approve()])).toEqual([true, false]);
      expect(await findAttempt(reader(), attempt.attemptId)).toEqual({
        ...attempt, state: 'approved', approvedAmount: 1234, authorization: 'A1', settledAt: NOW + 1,
      }); // prettier-ignore
    });

    it('hold their cart while nobody knows their end', async () => {
      const cartId = newId();
      const [first, second] = [anAttempt({ cartId }), anAttempt({ cartId, startedAt: NOW + 5 })];
      await unit(async (tx) => {
        await insertAttempt(tx, second);
        await insertAttempt(tx, first);
      });
      expect((await attemptsOf(reader(), cartId)).map(({ attemptId }) => attemptId)).toEqual([first.attemptId, second.attemptId]);
      await unit((tx) => changeAttempt(tx, first.attemptId, ['started'], { state: 'unknown' }, NOW));
      await unit((tx) => changeAttempt(tx, second.attemptId, ['started'], { state: 'declined' }, NOW));
      expect(await hasUnsettledAttempt(reader(), cartId)).toBe(true);
      expect(await unsettledAttempts(reader())).toMatchObject([{ attemptId: first.attemptId, settledAt: null }]);
      await unit((tx) => changeAttempt(tx, first.attemptId, ['unknown'], { state: 'approved', decidedBy: 'w9' }, NOW));
      expect(await hasUnsettledAttempt(reader(), cartId)).toBe(false);
    });
  });

  describe('sales', () => {
    const sell = (at: Instant, ...lines: Parameters<typeof aSale>[0] & object) =>
      unit((tx) => aJournal({ clock: { now: () => at } }).appendRecord(tx, aSale(lines)));
    beforeEach(() => enrol(test.database()));

    it('come page by page, latest first, each once', async () => {
      const sold: string[] = [];
      for (let i = 0; i < 7; i += 1) sold.unshift((await sell(NOW + Math.floor(i / 2), aLine(1))).header.recordId);
      const pages: string[] = [];
      for (let cursor; ;) {
        const page = await pageOfSales(reader(), CHANNEL.channelId, cursor, 3);
        pages.push(...page.map(({ transactionId }) => transactionId));
        cursor = page.at(-1);
        if (!cursor) break;
      }
      expect(pages).toHaveLength(7);
      expect(new Set(pages)).toEqual(new Set(sold));
      expect(await pageOfSales(reader(), 'store-2', undefined, 3)).toEqual([]);
    });

    it('are found by receipt number, and tell what is left of each line', async () => {
      const line = aLine(3);
      const { header, numbers } = await sell(NOW, line, aLine(1, { isVoided: true }));
      expect(await findSalesByReceipt(reader(), 'store-1', numbers.receiptNumber)).toMatchObject([{ transactionId: header.recordId }]);
      await sell(NOW, aReturnOf(header.recordId, line.lineId, 2));
      expect(await soldLinesOf(reader(), [header.recordId])).toMatchObject([
        { lineId: line.lineId, quantity: 3000, returnedQuantity: 2000, isVoided: false },
        { quantity: 1000, returnedQuantity: 0, isVoided: true },
      ]);
    });

    it('give nothing back for a line that was voided or never sold', async () => {
      const voided = aLine(1, { isVoided: true });
      const { header } = await sell(NOW, aLine(1), voided);
      for (const lineId of [voided.lineId, newId()]) {
        await expect(sell(NOW, aReturnOf(header.recordId, lineId, 1))).rejects.toMatchObject({ code: 'return.exceeds-remaining' });
      }
    });
  });

  it('keeps calls to headquarters until their end is known', async () => {
    const call = { operationId: newId(), operation: 'gift-card.reserve', cartId: newId(), startedAt: NOW, input: { amount: '5.00' } };
    await unit((tx) => insertRealTimeCall(tx, call));
    expect(await unansweredCalls(reader(), 10)).toEqual([{ ...call, state: 'started', output: null }]);
    await unit((tx) => changeRealTimeCall(tx, call.operationId, 'answered', { outcome: 'reserved' }, NOW));
    expect(await unansweredCalls(reader(), 10)).toEqual([]);
  });

  it('forgets keys after 35 days and finished baskets with them, never an open one', async () => {
    const day = 86_400_000;
    const key = { deviceId: newId(), key: 'k', fingerprint: 'a'.repeat(64) };
    const [open, voided] = [aCart(), aCart({ status: 'voided' })];
    await unit(async (tx) => {
      await withKey(tx, key, NOW, async () => 1);
      for (const cart of [open, voided]) await insertCart(tx, cart, NOW);
    });
    expect(await unit((tx) => tidyStore(tx, NOW + 35 * day))).toBe(0);
    expect(await unit((tx) => tidyStore(tx, NOW + 37 * day))).toBe(2);
    expect(await findKey(reader(), key)).toBeUndefined();
    expect(await findCart(reader(), open.id)).toEqual(open);
  });

  it('forgets calls to headquarters whose end is known, once their basket is gone', async () => {
    const day = 86_400_000;
    const [open, gone] = [aCart(), aCart({ status: 'voided' })];
    const call = (cartId: string | null) => ({ operationId: newId(), operation: 'gift-card.charge', cartId, startedAt: NOW, input: {} });
    const [ofOpen, ofGone, ofNone, unclear] = [call(open.id), call(gone.id), call(null), call(gone.id)];
    await unit(async (tx) => {
      for (const cart of [open, gone]) await insertCart(tx, cart, NOW);
      for (const one of [ofOpen, ofGone, ofNone, unclear]) await insertRealTimeCall(tx, one);
      for (const one of [ofOpen, ofGone, ofNone]) await changeRealTimeCall(tx, one.operationId, 'answered', {}, NOW);
    });
    await unit((tx) => tidyStore(tx, NOW + 37 * day));
    const left = [];
    for (const one of [ofOpen, ofGone, ofNone, unclear]) left.push((await findRealTimeCall(reader(), one.operationId))?.state);
    expect(left).toEqual(['answered', undefined, undefined, 'started']);
  });

  it('tells with one look what is known of a request: key, cart and record, each for itself', async () => {
    await enrol(test.database());
    const key = { deviceId: newId(), key: 'k', fingerprint: 'a'.repeat(64) };
    const other = { ...key, fingerprint: 'b'.repeat(64) };
    const sold = await unit((tx) => aJournal().appendRecord(tx, aSale()));
    const cart = aCart();
    await unit(async (tx) => {
      await withKey(tx, key, NOW, async () => ({ transactionId: cart.id }));
      await insertCart(tx, cart, NOW);
    });
    const nothing = { outcome: undefined, cart: undefined, capsule: undefined };
    const unknown = { ...key, key: 'another' };
    expect(await findKnownRequest(reader(), unknown, newId())).toEqual(nothing);
    expect(await findKnownRequest(reader(), unknown, cart.id)).toEqual({ ...nothing, cart });
    expect(await findKnownRequest(reader(), unknown, sold.header.recordId)).toEqual({ ...nothing, capsule: sold.capsule });
    const outcome = { kind: 'replayed', answer: { transactionId: cart.id } };
    expect(await findKnownRequest(reader(), key, newId())).toEqual({ ...nothing, outcome });
    expect(await findKnownRequest(reader(), other, newId())).toEqual({ ...nothing, outcome: { kind: 'other-request' } });
  });

  it('counts the live sales of a while', async () => {
    await enrol(test.database());
    await unit((tx) =>
      insertActivationCode(tx, {
        codeDigest: 'c'.repeat(64),
        legalEntityId: 'le1',
        channelId: 'store-1',
        registerId: 'r1',
        issuedAt: NOW,
        expiresAt: NOW + 1,
      }),
    );
    await unit((tx) => activateDevice(tx, 'c'.repeat(64), { deviceId: newId(), name: 'Till', tokenDigest: 'd'.repeat(64) }, NOW));
    for (const at of [NOW - 5, NOW, NOW + 5]) await unit((tx) => aJournal({ clock: { now: () => at } }).appendRecord(tx, aSale()));
    await unit((tx) => aJournal().appendRecord(tx, aTrainingSale()));
    expect(await countSales(reader(), NOW, NOW + 5)).toBe(1);
    expect(await countSales(reader(), NOW, NOW + 60_000)).toBe(2);
    expect(await countSales(reader(), NOW - 60_000, NOW)).toBe(1);
  });

  it('keeps a setting under its name', async () => {
    expect(await findSetting(reader(), 'a')).toBeUndefined();
    await unit((tx) => saveSetting(tx, 'a', { b: [1] }, NOW));
    await unit((tx) => saveSetting(tx, 'a', { b: [2] }, NOW));
    expect(await findSetting(reader(), 'a')).toEqual({ b: [2] });
  });
});
