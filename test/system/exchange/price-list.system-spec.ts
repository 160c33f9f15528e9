import { priceListRun } from '../../../tools/simulate/src/scenarios/price-list';
import { inFolder } from '../support/folders';

it(
  'changes a price list that was sent ahead at its minute, as one and at every register, without a change of the catalog',
  () =>
    inFolder('price-list', async (folder) => {
      const result = await priceListRun({ folder, productCount: 100, seed: 1 });
      expect(result.differences).toEqual([]);
      expect(result.refusals).toEqual([]);
      expect(result.listFaults).toEqual([]);
      expect(result.outOfTime).toEqual([]);
      expect(result.catalogVersions).toHaveLength(1);
      for (const lists of result.listsSeen) expect([lists.old > 0, lists.new > 0]).toEqual([true, true]);
      expect([result.soldBefore > 0, result.soldAfter > 0]).toEqual([true, true]);
    }),
  240_000,
);
