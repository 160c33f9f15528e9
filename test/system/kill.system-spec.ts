import { halfThings } from '../../tools/simulate/src/check/half-things';
import { killRun } from '../../tools/simulate/src/scenarios/kills';
import { inFolder } from './support/folders';

const KILLS = 20;

// How soon it is ready again is a figure, not a rule: `npm run test:long -- kill` measures and judges it.
it(
  `loses, doubles and halves nothing when it is killed ${KILLS} times under 20 sales a second`,
  () =>
    inFolder('kill', async (folder) => {
      const result = await killRun({ folder, kills: KILLS, seed: 1, perSecond: 20 });
      expect(result.lost).toEqual([]);
      expect(result.differences).toEqual([]);
      expect(result.strays).toEqual([]);
      expect(result.refusals).toEqual([]);
      expect(result.unexplainedCharges).toEqual([]);
      expect(halfThings(result.storeFile)).toEqual([]);
      expect(result.sold).toBeGreaterThan(KILLS);
      expect(result.readyMs).toHaveLength(KILLS);
    }),
  300_000,
);
