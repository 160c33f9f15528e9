import { join } from 'node:path';
import { newId } from '@app/kernel';
import { acknowledgedFacts } from '../../tools/simulate/src/check/books';
import { differencesOf, summaryOf, type Books } from '../../tools/simulate/src/check/compare';
import { halfThings } from '../../tools/simulate/src/check/half-things';
import { settleAccounts } from '../../tools/simulate/src/check/settle-accounts';
import { SimulatorLedger } from '../../tools/simulate/src/ledger';
import { CartSession } from '../../tools/simulate/src/register/cart-session';
import { once } from '../../tools/simulate/src/register/commerce';
import { serveCustomers } from '../../tools/simulate/src/register/customers';
import { openLanes, type OpenLane } from '../../tools/simulate/src/register/open-lanes';
import type { World } from '../../tools/simulate/src/world';
import { UpdatingBox, URGENT } from '../system/updates/an-updating-box';
import { keptStore, NEXT_RELEASE, type KeptStore } from '../system/updates/next-release';
import { worldOf } from '../system/updates/selling-registers';

const EACH = Number(process.env['SALES_EACH'] ?? 1_000);
const SEED = 3;
const NEXT = '0.2.0';
const MINUTES = 60_000;

describe('a box that goes to the next release and back', () => {
  let box: UpdatingBox;
  let world: World;
  let ledger: SimulatorLedger;
  let lanes: readonly OpenLane[];
  let headquartersComesBack: () => Promise<void>;
  const since = Date.now();
  const refusals: string[] = [];
  const basket = newId();

  const isOfSale = ({ type }: { type: string }): boolean => type === 'sale';
  const refuse = ({ message }: Error): void => void refusals.push(message);
  /** Some customers buy nothing: as many more come. */
  const sell = async (count: number): Promise<void> => {
    const wanted = acknowledgedFacts(ledger).length + count;
    for (let left = count; left > 0; left = wanted - acknowledgedFacts(ledger).length) {
      const queue = { count: Math.ceil(left / lanes.length), comesAtMs: () => 0 };
      await Promise.all(lanes.map((lane) => serveCustomers(lane, queue, refuse)));
    }
  };
  /** Everything that was written before stands as it was, and what came since is whole. */
  const expectKept = (before: KeptStore): KeptStore => {
    const now = keptStore(box.storeFile);
    expect(now.broken).toEqual([]);
    expect(now.records.slice(0, before.records.length)).toEqual(before.records);
    return now;
  };

  beforeAll(async () => {
    box = await UpdatingBox.open({ UPDATER_GOOD_AFTER_SECONDS: '5', UPDATER_PROBE_EVERY_SECONDS: '0.5' });
    await box.publish(NEXT, NEXT_RELEASE);
    world = await worldOf(box);
    ledger = new SimulatorLedger(join(box.folder, 'ledger.jsonl'));
    lanes = await openLanes(world, ledger, SEED);
  }, 2 * MINUTES);
  afterAll(async () => {
    ledger?.close();
    await world?.close();
    await box?.close();
  }, MINUTES);

  it(
    'sells, and keeps what it cannot send',
    async () => {
      await sell(EACH / 2);
      headquartersComesBack = await box.loseHeadquarters();
      await sell(EACH / 2);
      expect(keptStore(box.storeFile)).toMatchObject({ broken: [], notedSales: 0, things: 0, basketsOfNext: [] });
    },
    20 * MINUTES,
  );

  it(
    'sells under the next release, on a schema of its own',
    async () => {
      const before = keptStore(box.storeFile);
      expect(await box.install(NEXT, { isUrgent: true })).toMatchObject({ state: 'good', to: NEXT, reason: null });
      expect(expectKept(before).records.filter(({ isOfNext }) => isOfNext)).toEqual([]);
      await CartSession.open(lanes[0]!.till.commerce, basket, 'live');
      await sell(EACH);
      const after = expectKept(before);
      const sold = after.records.slice(before.records.length).filter(isOfSale);
      expect(sold.length).toBeGreaterThanOrEqual(EACH);
      expect(sold.every(({ isOfNext }) => isOfNext)).toBe(true);
      expect(after).toMatchObject({ notedSales: sold.length, things: sold.length });
      expect(after.basketsOfNext).toContain(basket);
    },
    20 * MINUTES,
  );

  it(
    'sells under the first one again, on that schema, and keeps what it does not know',
    async () => {
      const before = keptStore(box.storeFile);
      await box.updates('undo', ...URGENT);
      expect(await box.ended('0.1.0')).toMatchObject({ state: 'good', from: NEXT });
      const cart = await goOnWith(basket);
      await sell(EACH / 2);
      await headquartersComesBack();
      await sell(EACH / 2);
      const after = expectKept(before);
      const sold = after.records.slice(before.records.length).filter(isOfSale);
      expect(sold.some(({ isOfNext }) => isOfNext)).toBe(false);
      expect(after).toMatchObject({ notedSales: before.notedSales, things: before.things });
      expect(after.basketsOfNext).toContain(basket);
      await leave(cart);
    },
    20 * MINUTES,
  );

  it(
    'has every sale once, to the byte and to the cent, in the books of registers, box and headquarters',
    async () => {
      const { books, strays, cards } = await settleAccounts(world, ledger, lanes, since);
      expect(differencesOf(books)).toEqual([]);
      expect({ strays, unexplained: cards?.unexplained, refusals, half: halfThings(box.storeFile) }).toEqual({
        strays: [], unexplained: [], refusals: [], half: [],
      }); // prettier-ignore
      expect(books.acknowledged.length).toBeGreaterThanOrEqual(3 * EACH);
      expect(summaryOf(books.headquarters)).toEqual(summaryOf(books.acknowledged));
      tell(books);
    },
    20 * MINUTES,
  );

  /** The customer who waited all the while gets one thing more. */
  async function goOnWith(cartId: string): Promise<CartSession> {
    const [{ till, sample }] = lanes as [OpenLane];
    const path = { cartId };
    const seen = await till.commerce.ask((api) => api.GET('/api/v1/carts/{cartId}', { params: { path } }));
    const { productId } = sample.find(({ isWeighed, minimumAge }) => !isWeighed && minimumAge === null)!;
    const line = { lineId: newId(), productId, quantity: '1' };
    const cart = CartSession.of(till.commerce, seen);
    await cart.change((api, { seen: header }) => api.POST('/api/v1/carts/{cartId}/lines', { params: { path, header }, body: line }));
    return cart;
  }

  async function leave({ call: { cartId, seen } }: CartSession): Promise<void> {
    const params = { path: { cartId }, header: { ...seen, ...once(newId()) } };
    await lanes[0]!.till.commerce.ask((api) => api.POST('/api/v1/carts/{cartId}/void', { params, body: { reason: 'customer left' } }));
  }
});

function tell({ acknowledged, headquarters }: Books): void {
  const { count, grossMinor } = summaryOf(headquarters);
  const gross = [...grossMinor].map(([currency, minor]) => `${minor} minor units of ${currency}`).join(', ');
  process.stdout.write(`${acknowledged.length} sales acknowledged, ${count} at headquarters: ${gross}\n`);
}
