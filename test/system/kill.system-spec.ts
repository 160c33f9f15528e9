import { halfThings } from '../../tools/simulate/src/check/half-things';
import { killRun } from '../../tools/simulate/src/scenarios/kills';
import { inFolder } from './folders';

const KILLS = 20;
const LONGEST_START_MS = 5_000;

/** The 95th percentile: a machine with other work to do may once be slow without breaking the promise. */
const p95 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95) - 1] ?? Infinity;

it(
  `loses, doubles and halves nothing when it is killed ${KILLS} times under 20 sales a second, and sells again within 5 s`,
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
      expect(p95(result.readyMs)).toBeLessThanOrEqual(LONGEST_START_MS);
    }),
  300_000,
);
