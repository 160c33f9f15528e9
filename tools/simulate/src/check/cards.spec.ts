import { SimulatorLedger } from '../ledger';
import { cardAccount } from './cards';

const charge = (attemptId: string, amount: string) => ({ attemptId, amount, currency: 'EUR', terminalId: 'T1' });
const back = (ofAttemptId: string, amount: string) => ({ attemptId: `back-${ofAttemptId}`, ofAttemptId, amount });
const noSales = { acknowledged: () => [] } as unknown as SimulatorLedger;

it('accepts a charge that was given back', () => {
  const account = cardAccount({ charges: [charge('a', '12.30')], reversals: [back('a', '12.30')] }, noSales);
  expect(account).toEqual({ chargedMinor: 1230n, paidMinor: 0n, givenBackMinor: 1230n, unexplained: [] });
});

it('names a charge that no sale and no reversal explains', () => {
  expect(cardAccount({ charges: [charge('a', '12.30')], reversals: [] }, noSales).unexplained).toEqual(['a']);
  expect(cardAccount({ charges: [charge('a', '12.30')], reversals: [back('a', '2.30')] }, noSales).unexplained).toEqual(['a']);
});

it('does not let two wrongs make a right', () => {
  const movements = { charges: [charge('a', '5.00'), charge('b', '5.00')], reversals: [back('a', '5.00'), back('a', '5.00')] };
  expect(cardAccount(movements, noSales).unexplained).toEqual(['a', 'b']);
});
