import { priceChangeRun } from '../../../tools/simulate/src/scenarios/price-change';
import { inFolder } from '../support/folders';

const PRODUCTS = 8_000;

it(
  'sells without a refusal, and by whole price lists only, while everything is sent down again with other prices',
  () =>
    inFolder('price-change', async (folder) => {
      const result = await priceChangeRun({ folder, productCount: PRODUCTS, perSecond: 8, seed: 1 });
      expect(result.differences).toEqual([]);
      expect(result.refusals).toEqual([]);
      expect(result.halfLists).toEqual([]);
      expect(result.outOfStep).toEqual([]);
      expect(result.switchedAfterMs).toBeLessThan(60_000);
      expect(result.listsSeen).toBeGreaterThan(10);
      expect(result.sold).toBeGreaterThan(20);
    }),
  240_000,
);
