import { openOwnStore } from '../../tools/simulate/src/own-store';
import { newSnapshot } from '../../tools/simulate/src/scenarios/new-snapshot';
import { inFolder } from './folders';

const PRODUCTS = 3_000;

// The size and the time of it: `npm run test:long -- new-snapshot`.
it(
  'goes on selling while every price is sent down again, each sale from one price list',
  () =>
    inFolder('new-snapshot', async (folder) => {
      const world = await openOwnStore({ folder, registerCount: 2, productCount: PRODUCTS });
      try {
        const result = await newSnapshot(world, folder, { productCount: PRODUCTS, perSecond: 5 });
        expect(result.refusals).toEqual([]);
        expect(result.outOfStep).toEqual([]);
        expect(result.versions.length).toBeGreaterThanOrEqual(2);
        expect(result.differences).toEqual([]);
      } finally {
        await world.close();
      }
    }),
  240_000,
);
