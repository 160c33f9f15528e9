import {
  cashMovementsOf,
  findShift,
  lastZNumberOf,
  openShiftOf,
  recordsOfShift,
  shiftFigures,
  shiftsOf,
  STORE_MIGRATIONS,
  type AppendRequest,
} from '@app/channel-db';
import { newId } from '@app/kernel';
import { eachDatabase } from '@app/testing';
import { aCashMovement, aJournal, aLine, aReturnOf, aSale, aShiftClose, aShiftOpen, aTrainingSale, enrol } from './a-store';

eachDatabase(STORE_MIGRATIONS, (test) => {
  const journal = aJournal();
  const append = (request: AppendRequest) => test.database().unitOfWork.run((tx) => journal.appendRecord(tx, request));
  const reader = () => test.database().reader;
  beforeEach(() => enrol(test.database()));

  it('opens one shift per drawer, however many ask at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => append(aShiftOpen(newId()))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'shift.drawer-in-use' });
    }
    expect(await openShiftOf(reader(), 'store-1', 'd1')).toMatchObject({ state: 'open', openingFloat: 10000, businessDate: '2026-08-10' });
  });

  it('lets the drawer be opened again after the close, and the Z report has its number', async () => {
    const [first, second] = [newId(), newId()];
    await append(aShiftOpen(first));
    await append(aShiftClose(first));
    await append(aShiftOpen(second));
    expect(await findShift(reader(), first)).toMatchObject({ state: 'closed', zNumber: 1 });
    expect(await lastZNumberOf(reader(), 'store-1', 'r1')).toBe(1);
    expect((await shiftsOf(reader(), 'store-1', 10)).map(({ state }) => state).toSorted()).toEqual(['closed', 'open']);
  });

  it('adds up the live sales, returns and cash of a shift, and nothing else', async () => {
    const [shift, other, line] = [newId(), newId(), aLine(5)];
    await append(aShiftOpen(shift));
    await append(aShiftOpen(other, { drawerId: 'd2', registerId: 'r2' }));
    const inShift = { shiftId: shift };
    const sold = await append(aSale([line, aLine(2)], inShift));
    await append(aSale([aReturnOf(sold.header.recordId, line.lineId, 1)], inShift));
    await append({ ...aTrainingSale(), shiftId: shift });
    await append(aSale([aLine(9)], { shiftId: other }));
    await append(aCashMovement(shift, '20.00'));
    expect(await shiftFigures(reader(), shift)).toMatchObject({
      saleCount: 1, returnCount: 1, lineCount: 3, gross: 600, net: 600, returned: -100, voidCount: 0,
      taxes: [{ taxCodeId: 'vat', base: 600 }],
      tenders: [
        { tenderTypeId: 'cash', kind: 'payment', amount: 700 },
        { tenderTypeId: 'cash', kind: 'refund', amount: -100 },
      ],
      cash: [{ kind: 'paid-in', amount: 2000 }],
      firstReceiptNumber: 'S1-R1-0001', lastReceiptNumber: 'S1-R1-0002', firstCounter: 1, lastCounter: 6,
    }); // prettier-ignore
    expect(await cashMovementsOf(reader(), other)).toEqual([]);
  });

  it('names every counted record of a shift for the proof', async () => {
    const shift = newId();
    const open = await append(aShiftOpen(shift));
    const sale = await append(aSale([aLine(1)], { shiftId: shift }));
    await append({ ...aTrainingSale(), shiftId: shift });
    expect(await recordsOfShift(reader(), shift)).toMatchObject([
      { counter: 1, digest: open.capsule.digest, receiptNumber: null },
      { counter: 2, digest: sale.capsule.digest, receiptNumber: 'S1-R1-0001' },
    ]);
  });
});
