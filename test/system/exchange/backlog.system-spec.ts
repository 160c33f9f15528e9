import { uploadStates, waitingUpload } from '@app/channel-db';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { salesTotals } from '../../../apps/headquarters/src/sales/totals';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { TestBox } from '../../../apps/headquarters/test/kit/test-box';
import { seedBacklog } from '../../../tools/simulate/src/store/seed-backlog';
import { historyAt, historyOf } from '../support/histories';
import { enrolledUnit, openUnit, type TestUnit } from './a-box';

const SALES = 5_000;
const EVENTS = 40;

let headquarters: ServedHeadquarters;
let unit: TestUnit;

/** A box that sold for days without a line. */
beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  const { key, folder, close } = await enrolledUnit(headquarters);
  await close();
  const register = new TestBox();
  register.sell({ gross: '12.34' });
  seedBacklog({ file: join(folder, 'store.db'), count: SALES, key, sale: register.records[0]!.line });
  unit = await openUnit(headquarters, key, folder);
});
afterAll(async () => {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
  await headquarters.dispose();
});

it(`a backlog of ${SALES} sales drains to the cent and in order while the box goes on writing`, async () => {
  expect(await waitingUpload(unit.store.reader)).toMatchObject({ sales: SALES, amounts: { EUR: SALES * 1_234 } });
  const draining = unit.exchange.upload.runOnce();
  for (let event = 0; event < EVENTS; event += 1) await unit.note(`event-${event}`);
  expect(await draining).toMatchObject({ kind: 'drained' });
  expect(await unit.exchange.upload.runOnce()).toMatchObject({ kind: 'drained' });
  const { instanceId, records } = await historyOf(unit.store.reader);
  expect(records).toHaveLength(SALES + EVENTS);
  expect(await historyAt(headquarters.database.reader, instanceId)).toEqual(records);
  expect(await salesTotals(headquarters.database.reader, {})).toMatchObject([
    { currency: 'EUR', count: SALES, gross: String(SALES * 1_234) },
  ]);
  expect(await headquarters.database.reader.query('SELECT kind, subject FROM {alarm}')).toEqual([]);
  expect(await uploadStates(unit.store.reader)).toMatchObject([{ acknowledgedCounter: SALES + EVENTS }]);
});
