import { amount } from '@app/kernel';
import { mayMoveShift } from './shift-state';
import { shiftTenderTotals, type ShiftMovement } from './tender-totals';

const cash = (kind: ShiftMovement['kind'], value: number): ShiftMovement => ({
  tenderTypeId: 'cash',
  function: 'cash',
  kind,
  amount: amount(value),
});

describe('shift totals', () => {
  it('expect what came in minus what went out', () => {
    const movements = [
      cash('float', 10_000),
      cash('payment', 5_000),
      cash('change', -1_200),
      cash('refund', -300),
      cash('paid-in', 700),
      cash('paid-out', -400),
      cash('safe-drop', -2_000),
    ];
    const [total] = shiftTenderTotals(movements, new Map([['cash', amount(11_750)]]));
    expect(total).toEqual({
      tenderTypeId: 'cash', function: 'cash', opening: 10_000, taken: 5_000, change: 1_200, refunded: 300,
      paidIn: 700, paidOut: 400, dropped: 2_000, expected: 11_800, counted: 11_750, difference: -50,
    }); // prettier-ignore
  });

  it('leave what nobody counted open', () => {
    expect(shiftTenderTotals([cash('payment', 100)], new Map())[0]).toMatchObject({ expected: 100, counted: null, difference: null });
  });
});

describe('a shift', () => {
  it('is fixed once closed, and cannot be resumed after a blind close', () => {
    expect([
      mayMoveShift('open', 'closed'),
      mayMoveShift('closed', 'open'),
      mayMoveShift('blind-closed', 'open'),
      mayMoveShift('suspended', 'open'),
    ]).toEqual([true, false, false, true]);
  });
});
