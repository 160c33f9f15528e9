import { alternate, figure } from '../../tools/bench/figure.mjs';

const ROUNDS = 5;

/**
 * Measures floor and product in turn, A B A B, after one round of each that only warms up. A measure answers an object of
 * numbers; `compared` and `limited` make figures out of one of them.
 */
export async function inTurn({ floor, product, rounds = ROUNDS }) {
  await floor();
  await product();
  return alternate({ rounds, floor, product });
}

/** A figure judged by its ratio to the floor of the same run. */
export function compared(rounds, { name, unit, pick, target }) {
  figure({ name, unit, productRounds: rounds.productRounds.map(pick), floorRounds: rounds.floorRounds.map(pick), target });
}

/** A figure judged by itself. */
export function limited(rounds, { name, unit, pick, target }) {
  figure({ name, unit, productRounds: rounds.productRounds.map(pick), target });
}

/** Runs a benchmark's body; what it started is stopped whatever happens. `keep` marks what has a `stop`. */
export async function benchmark(body) {
  const started = [];
  const keep = (side) => {
    started.push(side);
    return side;
  };
  try {
    await body(keep);
  } finally {
    for (const side of started.toReversed()) await side.stop();
  }
}
