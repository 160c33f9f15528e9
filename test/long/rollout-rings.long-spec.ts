import 'reflect-metadata';
import { setUpDemoChain } from '../../apps/headquarters/src/doors/generated/demo-chain';
import { aFleet } from '../../apps/headquarters/src/rollouts/rings/testing/a-fleet';
import { servedHeadquarters, type ServedHeadquarters } from '../../apps/headquarters/test/kit/exchange';
import { beatAll, enrolFleet, letPass, type RolloutBox } from '../../apps/headquarters/test/kit/rollout-fleet';

/** With fewer the first ring is as many boxes of them. */
const BOXES = Number(process.env['ROLLOUT_BOXES'] ?? 1_000);
const FIRST_RING = 10;

interface Details {
  readonly state: string;
  readonly ring: number;
  readonly rings: readonly { readonly boxCount: number; readonly touched: number; readonly good: number; readonly failed: number }[];
  readonly failures: readonly { readonly reason: string; readonly count: number }[];
}

/** Enrolled boxes of a mixed fleet, each with keys of its own, over TLS; three in a hundred are of a platform on which the release fails. */
describe(`a rollout over ${BOXES} boxes of which 3 % fail`, () => {
  let headquarters: ServedHeadquarters;
  let boxes: RolloutBox[];

  beforeAll(async () => {
    headquarters = await servedHeadquarters();
    await setUpDemoChain(headquarters.database, headquarters.peppers);
    boxes = await enrolFleet(headquarters, aFleet(BOXES).map(({ traits }) => traits)); // prettier-ignore
    await beatAll(boxes);
  }, 900_000);
  afterAll(() => headquarters.dispose());

  it('is halted in the first ring, with ten stores touched at most', async () => {
    const bad = boxes.filter(({ traits }) => traits['platform'] === 'win32-x64');
    expect(bad).toHaveLength(Math.round(BOXES * 0.03));
    for (const box of bad) box.fate = 'undone';
    const percents = [Math.ceil((FIRST_RING * 100) / BOXES), 50, 100];
    const order = await headquarters.admin('POST', '/api/v1/rollouts', { version: '2.0.0', percents });
    const { rolloutId } = order.body as { rolloutId: string };
    await letPass(boxes);
    const { state, ring, rings, failures } = (await headquarters.admin('GET', `/api/v1/rollouts/${rolloutId}`)).body as Details;
    expect({ state, ring, failures }).toEqual({ state: 'halted', ring: 0, failures: [{ reason: 'probe.failed', count: 1 }] });
    expect(rings.map(({ boxCount }) => boxCount)[0]).toBe(FIRST_RING);
    const touched = rings.reduce((sum, one) => sum + one.touched, 0);
    expect(touched).toBeLessThanOrEqual(FIRST_RING);
    expect(boxes.filter(({ version }) => version === '2.0.0').length).toBeLessThan(touched);
    process.stdout.write(`${BOXES} boxes, ${bad.length} fail: ${state} in ring ${ring + 1}, ${touched} touched\n`);
  }, 900_000);
});
