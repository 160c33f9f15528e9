import { hash } from 'node:crypto';
import type { Candidate } from './rollout-order';
import { aFleet } from './testing/a-fleet';
import { simulated, turnsOf, type SimulatedEnd } from './testing/simulated-rollout';

/** 1,000 in `npm run test:long -- rollout`. */
const SEEDS = Number(process.env['ROLLOUT_SEEDS'] ?? 100);
const BOXES = 1_000;
const PLANTED = 30;
const FLEET = aFleet(BOXES);

type Bad = ReadonlySet<Candidate>;

/** Boxes among which failures are planted: 3 % of them, or those that share something. */
describe('a release that fails on some of 1,000 boxes', () => {
  const rollouts = Array.from({ length: Math.min(SEEDS, 50) }, (_, at) => turnsOf(FLEET, `rollout ${at}`));
  const values = planted(({ traits }) => namesIn(traits), PLANTED);
  const pairs = planted(({ traits }) => pairsOf(namesIn(traits)), PLANTED);
  const inEach = (bad: Bad, isLate: boolean) => rollouts.map((turns) => simulated(turns, (box) => bad.has(box), isLate));

  it('halts in the first ring, with 10 stores touched at most, whatever trait 3 % or more of them share', () => {
    expect(values.filter(({ size }) => size === PLANTED)).toHaveLength(5);
    const ends = values.flatMap((bad) => [...inEach(bad, false), ...inEach(bad, true)]);
    expect(ends.filter(({ isHalted, ring, touched }) => !isHalted || ring > 1 || touched > 10)).toEqual([]);
    tell('3 % share a trait', values.filter(({ size }) => size === PLANTED).flatMap((bad) => inEach(bad, false))); // prettier-ignore
    tell(
      'more share a trait',
      values.flatMap((bad) => inEach(bad, false)),
    );
  });

  it('halts in the first ring in most cases when only two traits together fail, and in the second nearly always', () => {
    const ends = pairs.flatMap((bad) => inEach(bad, false));
    expect(shareOf(ends, 1)).toBeGreaterThan(0.75);
    expect(shareOf(ends, 2)).toBeGreaterThan(0.99);
    tell('3 % or more share two traits', ends);
  });

  it('halts always when any 3 % fail, mostly in the first two rings, and never touches more than half of them', () => {
    const ends = [false, true].map((isLate) => [...drawn(PLANTED)].map((bad, at) => simulated(rollouts[at % rollouts.length]!, (box) => bad.has(box), isLate)));
    for (const some of ends) {
      expect(some.every(({ isHalted, touched }) => isHalted && touched <= BOXES / 2)).toBe(true);
      expect(shareOf(some, 2)).toBeGreaterThan(0.6);
    }
    tell('any 3 %', ends[0]!);
    tell('any 3 %, noticed last', ends[1]!);
  }); // prettier-ignore

  it('touches one store when it fails everywhere', () => {
    expect(new Set(inEach(new Set(FLEET), true).map(({ touched }) => touched))).toEqual(new Set([1]));
  });
});

/** Boxes by what they have, of which at least so many have it. */
function planted(namesOf: (box: Candidate) => readonly string[], least: number): Bad[] {
  const found = new Map<string, Set<Candidate>>();
  for (const box of FLEET) for (const name of namesOf(box)) found.set(name, (found.get(name) ?? new Set()).add(box));
  return [...found.values()].filter(({ size }) => size >= least);
}

function namesIn(traits: Candidate['traits']): string[] {
  return Object.entries(traits).map(String);
}

function pairsOf(names: readonly string[]): string[] {
  return names.flatMap((left, at) => names.slice(at + 1).map((right) => `${left} ${right}`));
}

function* drawn(count: number): Generator<Bad> {
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const lots = FLEET.map((box) => [hash('sha256', `${seed} ${box.instanceId}`), box] as const);
    yield new Set(lots.sort(([left], [right]) => (left < right ? -1 : 1)).slice(0, count).map(([, box]) => box)); // prettier-ignore
  }
}

/** Which part of them was halted up to a ring. */
const shareOf = (ends: readonly SimulatedEnd[], ring: number): number =>
  ends.filter((end) => end.isHalted && end.ring <= ring).length / ends.length;

function tell(what: string, ends: readonly SimulatedEnd[]): void {
  if (SEEDS < 1_000) return;
  const rings = [1, 2, 3, 4].map((ring) => ends.filter((end) => end.isHalted && end.ring === ring).length);
  const touched = ends.map((end) => end.touched).sort((left, right) => left - right);
  const [median, most] = [touched[touched.length >> 1], touched.at(-1)];
  process.stdout.write(`${what}: ${ends.length} rollouts, halted in ring 1/2/3/4: ${rings.join('/')}; touched: median ${median}, most ${most}\n`);
} // prettier-ignore
