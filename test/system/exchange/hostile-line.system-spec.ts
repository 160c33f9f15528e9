import { createDispatcher, SignedClient } from '@app/platform';
import { standingAlarms } from '@app/channel-db';
import { systemClock } from '@app/kernel';
import { priceEntity, type SigningKey } from '@app/protocol';
import { rmSync } from 'node:fs';
import { channelDatabase } from '../../../apps/headquarters/src/company/channel-databases';
import { findRow, upsertRows } from '../../../apps/headquarters/src/company/company-rows';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { schedulerOf } from '../../../apps/headquarters/src/retail-scheduler/scheduler-of';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { Random } from '../../../tools/simulate/src/random';
import { catalogDigest } from '../support/catalog-digest';
import { HostileLine, TRICKS } from '../support/hostile-line';
import { historyAt, historyOf } from '../support/histories';
import { enrolledUnit, type TestUnit } from './a-box';

// `npm run test:long -- hostile-line` sends 2,000.
const SENDS = Number(process.env['HOSTILE_SENDS'] ?? 200);
const DOWNLOADS = SENDS / 5;
const MOST_RECORDS = 4;
const HOSTILITY = 0.6;
/** More than a session's tries are lost on a line that is worse than any; this test is about what arrives, not how often. */
const MOST_ROUNDS = 40;

jest.setTimeout(60_000 + SENDS * 600);

let headquarters: ServedHeadquarters;
let line: HostileLine;
let unit: TestUnit;
const random = new Random(Number(process.env['RUN'] ?? 1));

beforeAll(async () => {
  headquarters = await servedHeadquarters({ HEADQUARTERS_LOG_LEVEL: 'silent' });
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  line = await HostileLine.to({ url: headquarters.baseUrl, authority: headquarters.service.certificate.authorityCertificate }, random);
  unit = await enrolledUnit({ ...headquarters, client: clientOver(line) });
});
afterAll(async () => {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
  await line.close();
  await headquarters.dispose();
});
afterEach(() => {
  line.hostility = 0;
});

/** A client that tries again at once where the product waits for the line to mend. */
function clientOver({ url }: HostileLine): (key: SigningKey) => SignedClient {
  const { publicKey: headquartersKey } = headquarters.signingKey;
  const limits = { failuresToOpen: Number.MAX_SAFE_INTEGER };
  return (key) => new SignedClient({ baseUrl: url, key, headquartersKey, clock: systemClock, dispatcher: createDispatcher({}), limits });
}

const standingCodes = async (): Promise<string[]> => (await standingAlarms(unit.store.reader)).map(({ code }) => code);
const alarmsAtHeadquarters = () => headquarters.database.reader.query('SELECT kind, subject, details FROM {alarm}');

async function setPrice(priceId: string, unitPrice: string): Promise<void> {
  const price = await findRow(headquarters.database.reader, priceEntity, { channelId: '101', priceId });
  if (!price) throw new Error(`the demo chain has no price ${priceId}`);
  await headquarters.database.unitOfWork.run((tx) => upsertRows(tx, priceEntity, [{ ...price, unitPrice }]));
}

/** What headquarters does by itself a moment after a change. */
async function offerNow(): Promise<void> {
  const scheduler = schedulerOf(headquarters);
  const view = await scheduler.view();
  await scheduler.offer([await channelDatabase(headquarters.database.reader, 'harbour')], view.definitions.jobs, view);
}

const sessionsNotApplied = () =>
  headquarters.database.reader.query(
    "SELECT job, kind, state, message FROM {download_session} WHERE state NOT IN ('applied', 'superseded')",
  );

/** Over the line as it is from now on, until everything is down. */
async function downloadAll(): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const outcome = await unit.exchange.download.runOnce(0);
    if (outcome.kind === 'done' && outcome.failed.length === 0) return;
  }
  throw new Error('the download never came to its end');
}

describe('over a line that loses, cuts, doubles, delays and replaces what is sent', () => {
  it(`what is born here is at headquarters once, in its order, after ${SENDS} sends`, async () => {
    line.hostility = HOSTILITY;
    for (let send = 0; send < SENDS; send += 1) {
      const count = random.between(1, MOST_RECORDS);
      for (let i = 0; i < count; i += 1) await unit.note(`event-${send}-${i}`);
      await unit.exchange.upload.runOnce();
    }
    line.hostility = 0;
    expect(await unit.exchange.upload.runOnce()).toMatchObject({ kind: 'drained' });
    const { instanceId, records } = await historyOf(unit.store.reader);
    expect(records.length).toBeGreaterThanOrEqual(SENDS);
    expect(await historyAt(headquarters.database.reader, instanceId)).toEqual(records);
    expect(await alarmsAtHeadquarters()).toEqual([]);
    expect(await standingCodes()).toEqual([]);
    if (SENDS >= 200) expect([...line.played.keys()].sort()).toEqual([...TRICKS].sort());
  });

  it(`what headquarters has is here, to the last letter, after ${DOWNLOADS} changes and a whole load`, async () => {
    await downloadAll();
    line.hostility = HOSTILITY;
    for (let change = 1; change <= DOWNLOADS; change += 1) {
      await setPrice(`P${String(random.between(1, 400)).padStart(4, '0')}`, `${change}.25`);
      if (change === DOWNLOADS / 2) await schedulerOf(headquarters).load('harbour');
      await unit.exchange.download.runOnce(0);
    }
    line.hostility = 0;
    await offerNow();
    await downloadAll();
    expect(await sessionsNotApplied()).toEqual([]);
    const found = await catalogDigest(unit.folder);
    const fresh = await enrolledUnit(headquarters);
    await fresh.exchange.download.runOnce(0);
    expect(found).toEqual(await catalogDigest(fresh.folder));
    await fresh.close();
    rmSync(fresh.folder, { recursive: true, force: true });
    expect(await standingCodes()).toEqual([]);
  });
});
