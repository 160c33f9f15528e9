import { acknowledge, findBox, STORE_MIGRATIONS } from '@app/channel-db';
import { newId } from '@app/kernel';
import { eachDatabase } from '@app/testing';
import { findLastDay, isProven, proveDay, Shifts, type LastDay, type ProofAnswer, type RecordProof } from '../src';
import { aCart, aKey, aManager, anActor, openStoreRoom, sell, type StoreRoom } from './a-store-room';

const DAY_MS = 86_400_000;
const CHANNEL = { channelId: 'store-1', timeZone: 'Asia/Jerusalem', dayCutOffMinutes: 240 };

eachDatabase(STORE_MIGRATIONS, ({ database }) => {
  let room: StoreRoom;
  let shifts: Shifts;
  let answer: ProofAnswer;
  const asked: number[] = [];
  const proof: RecordProof = {
    prove: (_, records) => {
      asked.push(records.length);
      return Promise.resolve(answer);
    },
  };
  const day = async (): Promise<LastDay | undefined> => {
    const { reader } = database();
    const found = await findLastDay(reader, [CHANNEL], room.clock.at);
    return found && proveDay(reader, proof, found);
  };

  beforeEach(async () => {
    answer = { kind: 'answered', missing: [], different: [] };
    asked.length = 0;
    room = await openStoreRoom(database(), {});
    shifts = new Shifts(room, proof);
  });
  afterEach(() => room.close());

  describe('the last day', () => {
    it('is none while the first goes on, open while a shift of it is, and proven when headquarters holds all of it', async () => {
      const shiftId = newId();
      await shifts.open(anActor(), aKey(), { shiftId, float: '100.00' });
      await sell(room, await aCart(room, 1), [{}]);
      expect(await day()).toBeUndefined();
      room.clock.at += DAY_MS;
      const open = await day();
      expect(open).toMatchObject({ shiftCount: 1, openCount: 1, atHeadquartersCount: null });
      expect([isProven(open!), asked]).toEqual([false, []]);
      await shifts.close(aManager(), aKey(), shiftId);
      const closed = await day();
      expect(closed).toMatchObject({ openCount: 0, acknowledgedCount: 0, atHeadquartersCount: closed!.recordCount });
      expect(closed!.recordCount).toBe(3);
      expect(isProven(closed!)).toBe(true);
      answer = { kind: 'answered', missing: [2], different: [] };
      expect(isProven((await day())!)).toBe(false);
      answer = { kind: 'unreachable', reason: 'line' };
      expect(await day()).toMatchObject({ atHeadquartersCount: null });
      const { identity } = (await findBox(database().reader))!;
      await database().unitOfWork.run((tx) => acknowledge(tx, identity, { counter: 1_000, head: 'x'.repeat(64), at: room.clock.at }));
      expect(await day()).toMatchObject({ acknowledgedCount: closed!.recordCount });
    });
  });
});
