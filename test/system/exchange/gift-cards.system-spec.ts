import { systemClock, newId } from '@app/kernel';
import { CallLog, GiftCards, ProbedLine, RealTimeGateway } from '@app/real-time';
import { rmSync } from 'node:fs';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { enrolledUnit, type TestUnit } from './a-box';

const CARD = 'GC-4711';
const LONGEST_REFUSAL_MS = 300;
let headquarters: ServedHeadquarters;
let unit: TestUnit;
let cards: GiftCards;

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  await headquarters.admin('POST', '/api/v1/gift-cards', { cardNumber: CARD, amount: '20.00', currency: 'EUR' });
});
afterAll(() => headquarters.dispose());
beforeEach(async () => {
  unit = await enrolledUnit(headquarters);
  cards = new GiftCards(new RealTimeGateway(new ProbedLine(unit.line)), new CallLog(unit.store, systemClock), systemClock);
});
afterEach(async () => {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
});

const reserved = async (): Promise<string | undefined> => {
  const result = await cards.balance(CARD);
  return result.kind === 'answered' && result.output.outcome === 'known' ? result.output.reserved : undefined;
};

it('holds money once although the answer was lost, gives it back by the same id, and knows the balance', async () => {
  const input = { operationId: newId(), cardNumber: CARD, amount: '5.00', currency: 'EUR', transactionId: newId() };
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
  for (let i = 0; i < 2; i += 1) await cards.balance(CARD);
  const began = performance.now();
  expect(
    await cards.reserve({ operationId: newId(), cardNumber: CARD, amount: '5.00', currency: 'EUR', transactionId: newId() }),
  ).toMatchObject({
    kind: 'unavailable',
    mayHaveArrived: false,
  });
  expect(performance.now() - began).toBeLessThanOrEqual(LONGEST_REFUSAL_MS);
});
