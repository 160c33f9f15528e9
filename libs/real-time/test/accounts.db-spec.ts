import { findRealTimeCall, STORE_MIGRATIONS, unansweredCalls } from '@app/channel-db';
import { newId } from '@app/kernel';
import type { SignedAnswer, SignedCall } from '@app/platform';
import { eachDatabase } from '@app/testing';
import { Accounts, CallLog, RealTimeGateway } from '@app/real-time';

const clock = { now: () => 1_000 };
const LOST: SignedAnswer = { kind: 'unreachable', reason: 'deadline', message: '' };
const REFUSED_HERE: SignedAnswer = { kind: 'unreachable', reason: 'breaker-open', message: '' };
const answered = (body: unknown): SignedAnswer => ({
  kind: 'answered',
  status: 200,
  body: Buffer.from(JSON.stringify(body)),
  json: () => body,
});
const RESERVED = { outcome: 'reserved', amount: '5.00', balanceAfter: '5.00', expiresAt: 9_000 };

eachDatabase(STORE_MIGRATIONS, (test) => {
  let calls: SignedCall[];
  let answers: SignedAnswer[];
  let cards: Accounts;
  let input: Parameters<Accounts['reserve']>[0];

  beforeEach(() => {
    [calls, answers] = [[], []];
    const line = { call: async (call: SignedCall) => (calls.push(call), answers.shift() ?? LOST) };
    cards = new Accounts(new RealTimeGateway(line), new CallLog(test.database(), clock), clock);
    input = { operationId: newId(), kind: 'gift-card', accountNumber: 'GC-4711', amount: '5.00', currency: 'EUR', transactionId: newId() };
  });

  const stateOf = async () => (await findRealTimeCall(test.database().reader, input.operationId))?.state;

  describe('a reservation', () => {
    it('is on disk before it is asked for', async () => {
      let atCall: string | undefined;
      const line = { call: async () => ((atCall = await stateOf()), answered(RESERVED)) };
      await new Accounts(new RealTimeGateway(line), new CallLog(test.database(), clock), clock).reserve(input);
      expect(atCall).toBe('started');
    });

    it('asked for again is answered from here, and headquarters is asked once', async () => {
      answers = [answered(RESERVED)];
      const first = await cards.reserve(input);
      expect(await cards.reserve(input)).toEqual(first);
      expect(calls).toHaveLength(1);
    });

    it('whose answer was lost is asked for under the same id, so that it is never held twice', async () => {
      expect(await cards.reserve(input)).toMatchObject({ kind: 'unavailable', mayHaveArrived: true });
      expect(await stateOf()).toBe('unknown');
      expect(await unansweredCalls(test.database().reader, 10)).toHaveLength(1);
      answers = [answered(RESERVED)];
      expect(await cards.reserve(input)).toEqual({ kind: 'answered', output: RESERVED });
      expect(calls.map(({ body }) => body)).toEqual([calls[0]?.body, calls[0]?.body]);
      expect(await stateOf()).toBe('answered');
    });

    it('that never left holds nothing', async () => {
      answers = [REFUSED_HERE];
      expect(await cards.reserve(input)).toMatchObject({ kind: 'unavailable', mayHaveArrived: false });
      expect(await stateOf()).toBe('released');
    });

    it('stays unclear when an earlier try may have arrived, whatever became of the next', async () => {
      await cards.reserve(input);
      answers = [REFUSED_HERE];
      await cards.reserve(input);
      expect(await stateOf()).toBe('unknown');
    });

    it('is let go by its id, also when its answer was lost', async () => {
      await cards.reserve(input);
      answers = [answered({ outcome: 'released' })];
      expect(await cards.release(input.operationId)).toMatchObject({ kind: 'answered' });
      expect(await stateOf()).toBe('released');
    });
  });
});
