import { median, spread } from './statistics.mjs';

/**
 * Measures floor and product in turn, A B A B, so that what else the machine does hits both alike.
 * Answers every round; the first, which warms up, is dropped.
 */
export async function interleaved(measures, { rounds = 5 } = {}) {
  const seen = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of Object.entries(measures)) {
      const result = await measure();
      if (round > 0) seen[name].push(result);
    }
  }
  return seen;
}

/**
 * One figure against its floor. The ratio is the median over the rounds of product / floor of the same round.
 * `atLeast` and `atMost` are targets for the ratio; `limit` is one for the value itself, whatever the floor does.
 */
export function figure(name, unit, rounds, pick, { atLeast, atMost, limit } = {}) {
  const product = rounds.product.map(pick);
  const floor = rounds.floor?.map(pick) ?? [];
  const value = median(product);
  const ratio = floor.length > 0 ? median(product.map((each, round) => each / floor[round])) : null;
  const misses = [ratio < (atLeast ?? -Infinity), ratio > (atMost ?? Infinity), value > (limit ?? Infinity)];
  const target = [atLeast && `>= ${atLeast}x`, atMost && `<= ${atMost}x`, limit && `<= ${limit} ${unit}`].filter(Boolean).join(', ');
  const judged = atLeast !== undefined || atMost !== undefined;
  return {
    name,
    value: rounded(value),
    unit,
    floor: floor.length > 0 ? rounded(median(floor)) : null,
    ratio: ratio === null ? null : rounded(ratio),
    target: target || null,
    ok: !misses.includes(true),
    // The figure says nothing when the floor itself cannot make up its mind.
    floorSpread: judged ? rounded(spread(floor)) : null,
  };
}

const rounded = (value) => Number(value.toPrecision(4));
