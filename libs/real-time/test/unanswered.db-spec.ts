import {
  changeAttempt, findRealTimeCall, insertAttempt, insertCart, insertRealTimeCall, STORE_MIGRATIONS, type AttemptState, type TenderAttempt,
} from '@app/channel-db'; // prettier-ignore
import type { Cart } from '@app/commerce';
import { amount, newId } from '@app/kernel';
import type { SignedAnswer, SignedCall } from '@app/platform';
import { Accounts, CallLog, RealTimeGateway, UnansweredCalls } from '@app/real-time';
import { eachDatabase } from '@app/testing';

const NOW = 10_000_000;
const LONG_AGO = NOW - 120_000;
const clock = { now: () => NOW };
const answered = (body: unknown): SignedAnswer => ({
  kind: 'answered',
  status: 200,
  body: Buffer.from(JSON.stringify(body)),
  json: () => body,
});
const RESERVED = answered({ outcome: 'reserved', amount: '5.00', balanceAfter: '5.00', expiresAt: NOW });
const RELEASED = answered({ outcome: 'released' });
const CAPTURED = answered({ outcome: 'refused', reason: 'already-captured' });
const LOST: SignedAnswer = { kind: 'unreachable', reason: 'deadline', message: '' };

eachDatabase(STORE_MIGRATIONS, (test) => {
  let calls: string[];
  let answers: Record<string, SignedAnswer>;
  let unanswered: UnansweredCalls;

  beforeEach(() => {
    calls = [];
    answers = { 'gift-card.reserve': RESERVED, 'gift-card.release': RELEASED };
    const line = {
      call: async ({ path }: SignedCall) => {
        const operation = path.split('/').at(-1) ?? '';
        calls.push(operation);
        return answers[operation] ?? LOST;
      },
    };
    const store = test.database();
    unanswered = new UnansweredCalls({ store, clock, accounts: new Accounts(new RealTimeGateway(line), new CallLog(store, clock), clock) });
  });

  const unit = <Result>(work: Parameters<ReturnType<typeof test.database>['unitOfWork']['run']>[0]) =>
    test.database().unitOfWork.run(work) as Promise<Result>;
  const round = () => unanswered.round(new AbortController().signal);

  /** A reservation whose answer was lost, of a payment in a state, of a cart in another. Answers its operation id. */
  async function aLostCall(state: AttemptState, cartStatus: Cart['status'], startedAt = LONG_AGO): Promise<string> {
    const [operationId, cartId] = [newId(), newId()];
    const input = { operationId, cardNumber: 'GC-4711', amount: '5.00', currency: 'EUR', transactionId: cartId };
    await unit(async (tx) => {
      await insertCart(
        tx,
        { id: cartId, status: cartStatus, legalEntityId: 'le', channelId: 's1', registerId: 'r1', mode: 'live', revision: 1 } as Cart,
        startedAt,
      );
      await insertAttempt(tx, attempt(operationId, cartId, startedAt));
      await changeAttempt(tx, operationId, ['started'], { state }, startedAt);
      await insertRealTimeCall(tx, { operationId, operation: 'gift-card.reserve', cartId, startedAt, input });
    });
    return operationId;
  }

  const stateOf = async (operationId: string) => (await findRealTimeCall(test.database().reader, operationId))?.state;

  describe('a call whose answer was lost', () => {
    it.each([
      ['the payment is still open', 'unknown', 'open'],
      ['the payment counts and its sale was made', 'approved', 'checked-out'],
    ] as const)('is asked again while %s', async (_, state, cart) => {
      const operationId = await aLostCall(state, cart);
      await round();
      expect([calls, await stateOf(operationId)]).toEqual([['gift-card.reserve'], 'answered']);
    });

    it.each([
      ['the payment was given up', 'declined', 'open'],
      ['the cart ended', 'approved', 'voided'],
    ] as const)('is let go when %s', async (_, state, cart) => {
      const operationId = await aLostCall(state, cart);
      await round();
      expect([calls, await stateOf(operationId)]).toEqual([['gift-card.release'], 'released']);
      await round();
      expect(calls).toHaveLength(1);
    });

    it('is asked for when headquarters says that a sale used it', async () => {
      answers['gift-card.release'] = CAPTURED;
      const operationId = await aLostCall('declined', 'voided');
      await round();
      expect([calls, await stateOf(operationId)]).toEqual([['gift-card.release', 'gift-card.reserve'], 'answered']);
    });

    it('waits for the next round while headquarters is away', async () => {
      answers = {};
      const operationId = await aLostCall('declined', 'voided');
      await round();
      expect(await stateOf(operationId)).toBe('started');
      answers = { 'gift-card.release': RELEASED };
      await round();
      expect(await stateOf(operationId)).toBe('released');
    });

    it('is left alone while somebody may still be waiting for it', async () => {
      await aLostCall('started', 'open', NOW - 60_000);
      await round();
      expect(calls).toEqual([]);
    });
  });
});

function attempt(attemptId: string, cartId: string, startedAt: number): TenderAttempt {
  return {
    attemptId, cartId, startedAt,
    channelId: 's1', registerId: 'r1', tenderTypeId: 'gift-card', function: 'gift-card', kind: 'payment', drivenBy: 'box', state: 'started',
    currency: 'EUR', requestedAmount: amount(500), accountNumber: 'GC-4711', reversesAttemptId: null, terminalId: null,
    approvedAmount: null, authorization: null, cardLastDigits: null, stateReason: null, decidedBy: null, settledAt: null,
  }; // prettier-ignore
}
