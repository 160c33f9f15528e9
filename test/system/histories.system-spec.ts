import { openOwnStore } from '../../tools/simulate/src/own-store';
import { clonedBox } from '../../tools/simulate/src/scenarios/cloned-box';
import { olderCopy, olderCopySeenByIdleRegister } from '../../tools/simulate/src/scenarios/older-copy';
import { findingsIn } from './support/findings';
import { inFolder } from './support/folders';

const STORE = { registerCount: 2, productCount: 200 };
const SALES_EACH = 8;

/** Runs a scenario in a store of its own. */
const inStore = <Result>(name: string, scenario: (world: Awaited<ReturnType<typeof openOwnStore>>, folder: string) => Promise<Result>) =>
  inFolder(name, async (folder) => {
    const world = await openOwnStore({ ...STORE, folder });
    try {
      return await scenario(world, folder);
    } finally {
      await world.close();
    }
  });

it('stores both histories of a cloned box whole, and says so on both sides', async () => {
  const result = await inStore('cloned-box', (world, folder) => clonedBox(world, folder, SALES_EACH));
  expect(result.differences).toEqual([]);
  expect(result.sold).toBeGreaterThan(4 * SALES_EACH);
  expect(result.cloneWaitedFor).toEqual(['R1']);
  expect(result.lastForks).toEqual([0, 1]);
  expect(result.alarmsAtHeadquarters).toContainEqual(expect.stringContaining('fork'));
  expect(result.alarmsOnTheBoxes).toContainEqual(expect.stringContaining('fork'));
  expect(result.statuses.flatMap((status) => findingsIn(status))).toContain('box.copy');
}, 180_000);

it('numbers nothing from an older copy until the registers gave back their records, and loses none', async () => {
  const result = await inStore('older-copy', (world, folder) => olderCopy(world, folder, SALES_EACH));
  expect(result.standing).toBe('behind');
  expect(result.refusedWith).toBe('box.behind-registers');
  expect(result.differences).toEqual([]);
  expect(result.sold).toBeGreaterThan(5 * SALES_EACH);
}, 180_000);

it('a register that holds nothing newer may not sell before the others have shown what they hold', async () => {
  const result = await inStore('older-copy-idle', (world, folder) => olderCopySeenByIdleRegister(world, folder, SALES_EACH));
  expect(result).toMatchObject({ standing: 'behind', waitedFor: ['R2'], refusedWith: 'box.behind-registers', differences: [] });
  expect(result.sold).toBeGreaterThan(4 * SALES_EACH);
}, 180_000);
