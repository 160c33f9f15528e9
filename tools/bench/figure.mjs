// Figures of a bench: the median of some rounds beside the median of the floor's rounds, measured in turn in one run.

/** Runs floor and product by turns, so that a busy spell of the machine hits both. Each answers a number. */
export async function alternate({ rounds, floor, product }) {
  const result = { floorRounds: [], productRounds: [] };
  for (let round = 0; round < rounds; round++) {
    result.floorRounds.push(await floor(round));
    result.productRounds.push(await product(round));
  }
  return result;
}

/**
 * One line of a bench's report. `target` is `{ atLeast: 0.4 }` where more is better and `{ atMost: 3 }` where less is;
 * it is about the ratio to the floor, or about the value itself where there is no floor.
 */
export function figure({ name, unit, productRounds, floorRounds, target }) {
  const value = median(productRounds);
  const floor = floorRounds && median(floorRounds);
  const ratio = floorRounds && value / floor;
  const judged = ratio ?? value;
  const line = {
    name,
    value,
    unit,
    floor,
    ratio,
    target: target.atLeast === undefined ? `<= ${target.atMost}` : `>= ${target.atLeast}`,
    ok: target.atLeast === undefined ? judged <= target.atMost : judged >= target.atLeast,
    floorSpread: floorRounds && Math.max(...floorRounds) / Math.min(...floorRounds),
  };
  console.log(JSON.stringify(line));
  return line;
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
