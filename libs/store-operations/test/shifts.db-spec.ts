import { acknowledge, findBox, STORE_MIGRATIONS } from '@app/channel-db';
import { newId } from '@app/kernel';
import { decodeRecord, sha256Hex, type ShiftCloseBody } from '@app/protocol';
import { eachDatabase, NOON } from '@app/testing';
import { Shifts, type Actor, type ClosedShift, type ProofAnswer, type RecordProof } from '../src';
import { aCart, aKey, aManager, anActor, openStoreRoom, sell, type Place, type StoreRoom } from './a-store-room';

const HOUR_MS = 3_600_000;

eachDatabase(STORE_MIGRATIONS, ({ database }) => {
  let room: StoreRoom;
  let shifts: Shifts;
  let answer: ProofAnswer;

  const proof: RecordProof = { prove: async () => answer };
  const begin = async (place: Partial<Place> = {}): Promise<void> => {
    answer = { kind: 'answered', missing: [], different: [] };
    room = await openStoreRoom(database(), place);
    shifts = new Shifts(room, proof);
  };
  afterEach(() => room.close());

  async function open(float = '100.00', actor: Actor = anActor()): Promise<string> {
    const shiftId = newId();
    await shifts.open(actor, aKey(), { shiftId, float });
    return shiftId;
  }
  const close = (shiftId: string): Promise<ClosedShift> => shifts.close(aManager(), aKey(), shiftId);
  const inCash = { kind: 'paid-in', reason: 'coins', tenderTypeId: null } as const;

  describe('opening a shift', () => {
    it('gives it a business date for good: a sale after midnight belongs to yesterday, and after the cut-off it asks to be closed', async () => {
      await begin();
      room.clock.at = Date.parse('2026-08-10T20:50:00Z'); // 23:50
      const shiftId = await open();
      room.clock.at += HOUR_MS;
      expect(await shifts.show(anActor(), shiftId)).toMatchObject({ businessDate: '2026-08-10', isPastCutOff: false });
      room.clock.at = Date.parse('2026-08-11T01:00:00Z'); // 04:00, the cut-off
      expect(await shifts.show(anActor(), shiftId)).toMatchObject({ businessDate: '2026-08-10', isPastCutOff: true });
      expect((await close(shiftId)).shift).toMatchObject({ businessDate: '2026-08-10', isPastCutOff: false, state: 'closed' });
    });

    it.each([
      ['before the cut-off in the night clocks go back', '2026-10-25T00:30:00Z', '2026-10-24'], // 02:30 of 25 hours
      ['after it', '2026-10-25T03:00:00Z', '2026-10-25'],
      ['in the hour that does not exist', '2026-03-29T00:59:59Z', '2026-03-28'],
      ['after the hour that does not exist', '2026-03-29T02:00:00Z', '2026-03-29'],
    ])('finds the day %s', async (_, at, businessDate) => {
      await begin({ timeZone: 'Europe/Amsterdam' });
      room.clock.at = Date.parse(at);
      expect(await shifts.show(anActor(), await open())).toMatchObject({ businessDate });
    });

    it('is done once per drawer, whoever asks', async () => {
      await begin();
      const shiftId = await open();
      await expect(open('0', anActor({ registerId: 'r2' }))).rejects.toMatchObject({
        code: 'shift.drawer-in-use',
        details: { drawerId: 'd-r1', shiftId },
      });
      await expect(open('0', anActor({ registerId: 'r3' }))).resolves.toBeDefined();
    });

    it('answers a repetition alike, under the same key and under another', async () => {
      await begin();
      const [wanted, key] = [{ shiftId: newId(), float: '100.00' }, aKey()];
      const first = await shifts.open(anActor(), key, wanted);
      expect(await shifts.open(anActor(), key, wanted)).toEqual(first);
      expect(await shifts.open(anActor(), aKey(), wanted)).toEqual(first);
      await expect(shifts.open(anActor(), aKey(), { ...wanted, float: '99.00' })).rejects.toMatchObject({ code: 'shift.id-taken' });
      await expect(shifts.open(anActor(), { ...key, fingerprint: 'b'.repeat(64) }, wanted)).rejects.toMatchObject({
        code: 'idempotency.key-reused',
      });
      const [capsule] = first.capsules;
      expect(sha256Hex(capsule?.record ?? '')).toBe(capsule?.digest);
    });

    it.each([['-1.00'], ['1.001'], ['99999999999999999']])('refuses a float of %s', async (float) => {
      await begin();
      await expect(open(float)).rejects.toMatchObject({ details: { field: '/float' } });
    });
  });

  describe('cash', () => {
    it('moves by its kind, with a reason unless it goes to the safe', async () => {
      await begin();
      const shiftId = await open();
      const move = (kind: 'paid-in' | 'paid-out' | 'safe-drop', amountText: string, reason: string | null = 'because') =>
        shifts.moveCash(aManager(), aKey(), shiftId, { kind, amount: amountText, reason, tenderTypeId: null });
      await move('paid-in', '7.00');
      await move('paid-out', '4.00');
      await move('safe-drop', '20.00', null);
      const [cash] = (await shifts.xReport(aManager(), shiftId)).tenders;
      expect(cash).toMatchObject({
        opening: '100.00',
        paidIn: '7.00',
        paidOut: '4.00',
        dropped: '20.00',
        expected: '83.00',
        counted: null,
      });
      await expect(move('paid-out', '1.00', ' ')).rejects.toMatchObject({ code: 'shift.reason-required' });
      await expect(move('paid-in', '0')).rejects.toMatchObject({ code: 'amount.malformed' });
      await expect(move('paid-in', '-5')).rejects.toMatchObject({ code: 'amount.malformed' });
    });

    it('puts a second person who stood in on record', async () => {
      await begin();
      const shiftId = await open();
      const answered = await shifts.moveCash(anActor({ approvedBy: 'mia' }), aKey(), shiftId, { ...inCash, amount: '1.00' });
      const decoded = decodeRecord(answered.capsules[1]?.record ?? '');
      expect(decoded.ok && decoded.record).toMatchObject({
        type: 'audit',
        header: { staffId: 'anna', shiftId },
        body: { event: 'override', approvedBy: 'mia', details: { operation: 'shift.move-cash' } },
      });
    });

    it('is counted blind: what is expected is shown to who may see the X report', async () => {
      await begin();
      const shiftId = await open();
      const counts = [{ tenderTypeId: 'cash', amount: '99.50' }];
      expect((await shifts.count(anActor(), aKey(), shiftId, counts)).counts).toEqual([
        { tenderTypeId: 'cash', currency: 'ILS', counted: '99.50', expected: null, difference: null },
      ]);
      expect((await shifts.count(aManager(), aKey(), shiftId, counts)).counts).toEqual([
        { tenderTypeId: 'cash', currency: 'ILS', counted: '99.50', expected: '100.00', difference: '-0.50' },
      ]);
      await expect(shifts.count(anActor(), aKey(), shiftId, [{ tenderTypeId: 'card', amount: '1.00' }])).rejects.toMatchObject({
        code: 'shift.tender-unknown',
        details: { field: '/counts/0/tenderTypeId' },
      });
    });
  });

  describe('closing a shift', () => {
    it('makes a Z report that is the sum of its sales, and keeps it', async () => {
      await begin();
      const shiftId = await open('50.00');
      await sell(room, await aCart(room, 3), [{ amount: '50.00' }, { kind: 'change', amount: '-20.00' }]);
      await sell(room, await aCart(room, 2), [{ tenderTypeId: 'card', function: 'card', attemptId: newId() }]);
      await sell(room, await aCart(room, 5, { mode: 'training' }), [{}]);
      await shifts.moveCash(aManager(), aKey(), shiftId, { ...inCash, amount: '5.00' });
      await shifts.count(anActor(), aKey(), shiftId, [{ tenderTypeId: 'cash', amount: '85.00' }]);
      const x = await shifts.xReport(aManager(), shiftId);
      const closed = await close(shiftId);
      expect(closed.report).toMatchObject({
        kind: 'z', zNumber: 1, saleCount: 2, lineCount: 2, gross: '50.00', net: '42.37', tax: '7.63', rounding: '0.00',
        firstReceiptNumber: 'R-1', lastReceiptNumber: 'R-2',
      }); // prettier-ignore
      expect(closed.report.tenders).toEqual([
        expect.objectContaining({ tenderTypeId: 'card', taken: '20.00', expected: '20.00', counted: null }),
        expect.objectContaining({
          tenderTypeId: 'cash', opening: '50.00', taken: '50.00', change: '20.00', paidIn: '5.00', expected: '85.00', counted: '85.00', difference: '0.00',
        }), // prettier-ignore
      ]);
      expect({ ...x, shift: null, kind: 'z', zNumber: 1 }).toEqual({ ...closed.report, shift: null });
      expect(await shifts.zReport(aManager(), shiftId)).toEqual(closed.report);
    });

    it('says in its record which records it closes', async () => {
      await begin();
      const shiftId = await open();
      await sell(room, await aCart(room, 1), [{}]);
      const decoded = decodeRecord((await close(shiftId)).capsules.at(-1)?.record ?? '');
      const body = decoded.ok ? (decoded.record.body as ShiftCloseBody) : undefined;
      expect(body).toMatchObject({ firstCounter: 1, lastCounter: 3, perpetualTotal: '1000' });
    });

    it('is final: repeating it gives the same report, and nothing happens in it any more', async () => {
      await begin();
      const shiftId = await open();
      const closed = await close(shiftId);
      expect(await close(shiftId)).toEqual({ ...closed, proof: expect.anything() as unknown });
      await expect(shifts.moveCash(aManager(), aKey(), shiftId, { ...inCash, amount: '1.00' })).rejects.toMatchObject({
        code: 'shift.not-open',
      });
      expect((await close(await open())).report.zNumber).toBe(2);
    });

    it('waits for open carts of every register at the drawer, and names them; training does not hold it up', async () => {
      await begin();
      const shiftId = await open();
      await aCart(room, 1, { mode: 'training' });
      const cart = await aCart(room, 1, { actor: anActor({ registerId: 'r2' }) });
      await expect(close(shiftId)).rejects.toMatchObject({ code: 'shift.carts-open', details: { transactions: [cart.id] } });
      await sell(room, cart, [{}]);
      await expect(close(shiftId)).resolves.toBeDefined();
    });

    it.each([
      ['JPY', '1000', '1020', '20', '17', '3'],
      ['KWD', '1.250', '21.250', '20.000', '16.949', '3.051'],
    ])('counts in the digits of %s', async (currency, float, expected, gross, net, tax) => {
      await begin({ currency });
      const shiftId = await open(float);
      await sell(room, await aCart(room, 2), [{}]);
      const { report } = await close(shiftId);
      expect(report).toMatchObject({ gross, net, tax });
      expect(report.tenders[0]).toMatchObject({ tenderTypeId: 'cash', opening: float, taken: gross, expected });
    });
  });

  it('shows a shift to its own drawer, and to who may see all', async () => {
    await begin();
    const shiftId = await open();
    const elsewhere = { registerId: 'r3' };
    await expect(shifts.show(anActor(elsewhere), shiftId)).rejects.toMatchObject({ code: 'shift.unknown' });
    await expect(shifts.show(aManager(elsewhere), shiftId)).resolves.toMatchObject({ shiftId });
    await expect(shifts.show(aManager({ channelId: 'store-2' }), shiftId)).rejects.toMatchObject({ code: 'channel.unknown' });
    expect(await shifts.list(anActor(elsewhere), 10)).toEqual([]);
    expect(await shifts.list(aManager(elsewhere), 10)).toHaveLength(1);
  });

  describe('the proof of a shift', () => {
    async function acknowledged(counter: number): Promise<void> {
      const box = await findBox(database().reader);
      if (!box) throw new Error('not enrolled');
      await database().unitOfWork.run((tx) => acknowledge(tx, box.identity, { counter, head: 'h'.repeat(64), at: NOON }));
    }

    it('is that headquarters acknowledged, holds and can show every record', async () => {
      await begin();
      const shiftId = await open();
      await sell(room, await aCart(room, 1), [{}]);
      await close(shiftId);
      await acknowledged(3);
      expect(await shifts.prove(aManager(), shiftId)).toMatchObject({
        recordCount: 3, acknowledgedCount: 3, atHeadquartersCount: 3, areDigestsEqual: true, isProven: true, missing: [], different: [],
      }); // prettier-ignore
    });

    it('stands in the answer of the close, as headquarters knew the shift just before, also when it is asked again', async () => {
      await begin();
      const shiftId = await open();
      for (let sales = 0; sales < 2; sales += 1) await sell(room, await aCart(room, 1), [{}]);
      await acknowledged(3);
      answer = { kind: 'answered', missing: [2], different: [] };
      const key = aKey();
      const closed = await shifts.close(aManager(), key, shiftId);
      expect(closed.proof).toMatchObject({
        recordCount: 3,
        atHeadquartersCount: 2,
        missing: [{ receiptNumber: 'R-1', wasAcknowledged: true }],
        different: [],
      });
      answer = { kind: 'unreachable', reason: 'line down' };
      expect(await shifts.close(aManager(), key, shiftId)).toEqual(closed);
    });

    it('names the receipts that are missing or different', async () => {
      await begin();
      const shiftId = await open();
      for (let sales = 0; sales < 2; sales += 1) await sell(room, await aCart(room, 1), [{}]);
      answer = { kind: 'answered', missing: [2], different: [3] };
      await acknowledged(3);
      expect(await shifts.prove(aManager(), shiftId)).toMatchObject({
        recordCount: 3, atHeadquartersCount: 1, areDigestsEqual: false, isProven: false,
        missing: [{ receiptNumber: 'R-1', counter: 2 }], different: [{ receiptNumber: 'R-2', counter: 3 }],
      }); // prettier-ignore
    });

    it('says so when headquarters is away, with what is known here', async () => {
      await begin();
      const shiftId = await open();
      await sell(room, await aCart(room, 1), [{}]);
      await acknowledged(1);
      answer = { kind: 'unreachable', reason: 'the line is cut' };
      expect(await shifts.prove(aManager(), shiftId)).toMatchObject({
        acknowledgedCount: 1, atHeadquartersCount: null, areDigestsEqual: null, isProven: false,
        missing: [{ receiptNumber: 'R-1' }], headquarters: { isReachable: false, reason: 'the line is cut' },
      }); // prettier-ignore
    });
  });

  it('takes amounts to the end of exact numbers', async () => {
    await begin();
    const shiftId = await open('0.01');
    await shifts.moveCash(aManager(), aKey(), shiftId, { ...inCash, amount: '90000000000000.00' });
    expect((await shifts.xReport(aManager(), shiftId)).tenders[0]?.expected).toBe('90000000000000.01');
  });
});
