import { systemClock, newId } from '@app/kernel';
import { Accounts, CallLog, ProbedLine, RealTimeGateway } from '@app/real-time';
import type { AccountKind } from '@app/protocol';
import { rmSync } from 'node:fs';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { enrolledUnit, type TestUnit } from './a-box';

const CARD = 'GC-4711';
const LONGEST_REFUSAL_MS = 300;
let headquarters: ServedHeadquarters;
let unit: TestUnit;
let cards: Accounts;

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  await headquarters.admin('POST', '/api/v1/gift-cards', { cardNumber: CARD, amount: '20.00', currency: 'EUR' });
});
afterAll(() => headquarters.dispose());
beforeEach(async () => {
  unit = await enrolledUnit(headquarters);
  cards = new Accounts(new RealTimeGateway(new ProbedLine(unit.line)), new CallLog(unit.store, systemClock), systemClock);
});
afterEach(async () => {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
});

const movement = (kind: AccountKind, accountNumber: string, amount: string) =>
  ({ operationId: newId(), kind, accountNumber, amount, currency: 'EUR', transactionId: newId() }) as const;

const reserved = async (): Promise<string | undefined> => {
  const result = await cards.balance('gift-card', CARD);
  return result.kind === 'answered' && result.output.outcome === 'known' ? result.output.reserved : undefined;
};

it('holds money once although the answer was lost, gives it back by the same id, and knows the balance', async () => {
  const input = movement('gift-card', CARD, '5.00');
  unit.line.loseAnswer = () => true;
  expect(await cards.reserve(input)).toMatchObject({ kind: 'unavailable', mayHaveArrived: true });
  unit.line.loseAnswer = () => false;
  expect(await reserved()).toBe('5.00');
  expect(await cards.reserve(input)).toMatchObject({
    kind: 'answered',
    output: { outcome: 'reserved', amount: '5.00', balanceAfter: '15.00' },
  });
  expect(await reserved()).toBe('5.00');
  expect(await cards.release(input.operationId)).toMatchObject({ kind: 'answered', output: { outcome: 'released' } });
  expect(await reserved()).toBe('0.00');
});

it(`refuses within ${LONGEST_REFUSAL_MS} ms while headquarters is away`, async () => {
  unit.line.refuse = () => true;
  for (let i = 0; i < 2; i += 1) await cards.balance('gift-card', CARD);
  const began = performance.now();
  expect(await cards.reserve(movement('gift-card', CARD, '5.00'))).toMatchObject({ kind: 'unavailable', mayHaveArrived: false });
  expect(performance.now() - began).toBeLessThanOrEqual(LONGEST_REFUSAL_MS);
});

it('holds what each account of the demonstration has, and says why not', async () => {
  const outcome = async (asked: Promise<{ kind: string; output?: object }>) => (await asked).output;
  expect(await outcome(cards.reserve(movement('credit-memo', 'M0000000000000001', '20.00')))).toMatchObject({ balanceAfter: '0.00' });
  expect(await outcome(cards.reserve(movement('voucher', 'V0000000000000001', '10.01')))).toMatchObject({ reason: 'balance-too-low' });
  const bought = movement('customer-account', 'C-1001', '450.00');
  unit.line.loseAnswer = () => true;
  expect(await cards.reserve(bought)).toMatchObject({ mayHaveArrived: true });
  unit.line.loseAnswer = () => false;
  expect(await outcome(cards.reserve(bought))).toMatchObject({ outcome: 'reserved', balanceAfter: '-450.00' });
  expect(await outcome(cards.reserve(movement('customer-account', 'C-1001', '50.01')))).toMatchObject({ reason: 'credit-limit' });
  expect(await outcome(cards.balance('loyalty', 'L-1001'))).toMatchObject({ points: 2500, balance: '25.00' });
  const memo = movement('credit-memo', 'M0000000000000002', '5.00');
  expect(await outcome(cards.issue(memo))).toMatchObject({ outcome: 'issued' });
  expect(await outcome(cards.release(memo.operationId))).toEqual({ outcome: 'released' });
  expect(await outcome(cards.balance('credit-memo', memo.accountNumber))).toMatchObject({ outcome: 'refused', reason: 'unknown-account' });
});
