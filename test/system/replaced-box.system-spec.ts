import { openOwnStore } from '../../tools/simulate/src/own-store';
import { replacedBox, stickOf } from '../../tools/simulate/src/scenarios/replaced-box';
import { findingsIn } from './support/findings';
import { inFolder } from './support/folders';

const SALES_EACH = 8;

it('a new box takes over from copy, headquarters and registers: no sale is lost, no number is given twice, and the old box is still heard', async () => {
  const result = await inFolder('replaced-box', async (folder) => {
    const world = await openOwnStore({ registerCount: 2, productCount: 200, folder, unitEnv: { UNIT_BACKUP_DIR: stickOf(folder) } });
    try {
      return await replacedBox(world, folder, SALES_EACH);
    } finally {
      await world.close();
    }
  });
  expect(result.differences).toEqual([]);
  expect(result.soldSinceCopy).toBeGreaterThanOrEqual(2 * SALES_EACH);
  expect(result.sold).toBeGreaterThan(6 * SALES_EACH);
  expect(result.standing).toBe('behind');
  expect(result.epochs).toEqual([1, 2]);
  expect(new Set(result.counters).size).toBe(result.counters.length);
  expect(result.alarmsAtHeadquarters).toEqual([]);
  expect(result.alarmsOnTheBox).toEqual(['box.older-copy']);
  expect(findingsIn(result.oldBox)[0]).toBe('box.superseded');
}, 240_000);
