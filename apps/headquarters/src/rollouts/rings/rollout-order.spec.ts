import fc from 'fast-check';
import { inRolloutOrder, type Candidate } from './rollout-order';
import { aFleet } from './testing/a-fleet';

const FLEET = aFleet(1_000);
const ids = (boxes: readonly Candidate[]) => boxes.map(({ instanceId }) => instanceId);
const first = (rollout: string, count = 10) => inRolloutOrder(FLEET, rollout, 100).slice(0, count);

describe('the order in which boxes get a release', () => {
  it('is the same whenever it is asked for, however boxes are listed, and another for each rollout', () => {
    const shuffled = FLEET.toReversed();
    expect(ids(inRolloutOrder(shuffled, 'a', 100))).toEqual(ids(inRolloutOrder(FLEET, 'a', 100)));
    expect(ids(inRolloutOrder(FLEET, 'b', 100))).not.toEqual(ids(inRolloutOrder(FLEET, 'a', 100)));
  });

  it('has every box once', () => {
    expect(new Set(ids(inRolloutOrder(FLEET, 'a', 100))).size).toBe(1_000);
  });

  it('begins with the most usual box', () => {
    const [box] = first('a', 1);
    expect(box?.traits).toMatchObject({ platform: 'linux-x64', database: 'sqlite', memory: '8 GiB' });
  });

  it('meets every value that three boxes in a hundred have among the first ten, in every rollout', () => {
    const common = valuesOf(FLEET, 30);
    fc.assert(
      fc.property(fc.string(), (rollout) => {
        const met = new Set(first(rollout).flatMap(({ traits }) => Object.entries(traits).map(String)));
        return common.every((value) => met.has(value));
      }),
      { numRuns: 20 },
    );
  });
});

/** Values of traits that at least so many boxes have. */
function valuesOf(fleet: readonly Candidate[], least: number): string[] {
  const boxes = Map.groupBy(fleet.flatMap(({ traits }) => Object.entries(traits).map(String)), (value) => value); // prettier-ignore
  return [...boxes].flatMap(([value, those]) => (those.length >= least ? [value] : []));
}
