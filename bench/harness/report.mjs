const MOST_SPREAD = 1.5;
const MISSED = 1;
const NO_VERDICT = 2;

/** Prints the figures, a line each, and ends with 0, 1 (a target was missed) or 2 (the floor's own rounds lie too far apart). */
export function report(figures) {
  const asJson = process.argv.includes('--json');
  for (const { floorSpread, ...line } of figures) console.log(asJson ? JSON.stringify(line) : inWords({ floorSpread, ...line }));
  if (figures.some(({ floorSpread }) => floorSpread > MOST_SPREAD)) process.exitCode = NO_VERDICT;
  else if (figures.some(({ ok }) => !ok)) process.exitCode = MISSED;
}

function inWords({ name, value, unit, floor, ratio, target, ok, floorSpread }) {
  const against = floor === null ? '' : `floor ${floor}, ratio ${ratio}`;
  const noise = floorSpread > MOST_SPREAD ? `  NO VERDICT: the floor's rounds spread ${floorSpread}x` : '';
  const verdict = target === null ? '' : `${ok ? 'ok    ' : 'MISSED'} ${target}`;
  return `${name.padEnd(44)} ${`${value} ${unit}`.padEnd(16)} ${against.padEnd(30)} ${verdict}${noise}`;
}

/** Runs a benchmark's body; whatever it started is stopped, whatever went wrong is told. */
export async function benchmark(body) {
  const started = [];
  try {
    report(await body((side) => (started.push(side), side)));
  } finally {
    for (const side of started.reverse()) await side.stop();
  }
}
