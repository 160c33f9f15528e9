import { hash } from 'node:crypto';

/** What is known of a box that a release may depend on, by its name: `platform` is `linux-x64`. */
type Traits = Readonly<Record<string, string>>;

export interface Candidate {
  readonly instanceId: string;
  readonly traits: Traits;
}

/** Boxes that have the same traits. */
interface Kind {
  readonly first: Candidate;
  readonly singles: readonly string[];
  readonly pairs: readonly string[];
  readonly boxCount: number;
}

/**
 * In which order boxes get a release. The first ones stand for the rest: each has what most boxes have and none before it had, first every
 * trait by itself, then every two of them together. So what fails on one kind of box fails among the first. All others come in an order that
 * is drawn once for the rollout and is the same whenever it is asked for. At most `most` boxes are chosen; the very first is the most usual one.
 */
export function inRolloutOrder<Box extends Candidate>(boxes: readonly Box[], rolloutId: string, most: number): Box[] {
  const drawn = boxes.toSorted((left, right) => (lotOf(left, rolloutId) < lotOf(right, rolloutId) ? -1 : 1));
  const chosen = new Set<Candidate>(representatives(kindsOf(drawn), most));
  return [...(chosen as Set<Box>), ...drawn.filter((box) => !chosen.has(box))];
}

const lotOf = ({ instanceId }: Candidate, rolloutId: string): string => hash('sha256', `${rolloutId} ${instanceId}`);

function kindsOf(drawn: readonly Candidate[]): Kind[] {
  const byKind = Map.groupBy(drawn, ({ traits }) => JSON.stringify(Object.entries(traits).sort()));
  return [...byKind.values()].map((boxes) => {
    const [first] = boxes as [Candidate];
    const singles = Object.entries(first.traits).map(([name, value]) => `${name}=${value}`).sort();
    const pairs = singles.flatMap((left, at) => singles.slice(at + 1).map((right) => `${left}&${right}`));
    return { first, singles, pairs, boxCount: boxes.length };
  });
} // prettier-ignore

function* representatives(kinds: readonly Kind[], most: number): Generator<Candidate> {
  const open = boxesByFeature(kinds);
  const worth = (features: readonly string[]) => features.reduce((sum, feature) => sum + (open.get(feature) ?? 0), 0);
  for (let count = 0; count < most; count += 1) {
    const rated = kinds.map((kind) => ({ kind, singles: worth(kind.singles), pairs: worth(kind.pairs) }));
    const best = rated.reduce((a, b) => (b.singles > a.singles || (b.singles === a.singles && b.pairs > a.pairs) ? b : a), NOTHING);
    if (!best.kind) return;
    yield best.kind.first;
    for (const feature of [...best.kind.singles, ...best.kind.pairs]) open.delete(feature);
  }
}

const NOTHING: { kind: Kind | undefined; singles: number; pairs: number } = { kind: undefined, singles: 0, pairs: 0 };

function boxesByFeature(kinds: readonly Kind[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { singles, pairs, boxCount } of kinds) {
    for (const feature of [...singles, ...pairs]) counts.set(feature, (counts.get(feature) ?? 0) + boxCount);
  }
  return counts;
}
