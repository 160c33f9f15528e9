import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureBuilt } from './run/built.mjs';
import { helpIfAsked, main } from './run/command-line.mjs';
import { ensureInstalled } from './run/installed.mjs';
import { capturePinned, ROOT } from './run/runtime.mjs';

const SUFFIX = '.bench.mjs';
const EXIT = { missed: 1, noisy: 2 };

helpIfAsked(`
npm run bench [-- NAME...] [-- --json]

Runs bench/NAME.bench.mjs, or all of them one after the other, and compares each figure with its target.
A figure is a ratio to a floor measured in the same run: figures of two machines can be compared, rates cannot.

A bench prints its figures on standard output, one JSON object a line, and anything else on standard error:
  {"name","value","unit","floor","ratio","target","ok"} and, where the floor ran in rounds, "floorSpread" (highest / lowest).
tools/bench/figure.mjs makes them.

Exit code: 0 all met, ${EXIT.missed} a target was missed or a bench failed, ${EXIT.noisy} the machine was too busy to say
(the floor's own rounds differ by more than 1.5x). --json prints the figures as one array and nothing else.
`);

const MAX_FLOOR_SPREAD = 1.5;

const all = () =>
  (existsSync(join(ROOT, 'bench')) ? readdirSync(join(ROOT, 'bench')) : [])
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => basename(file, SUFFIX))
    .sort();

async function run(name) {
  const { code, output, stdout } = await capturePinned(['--enable-source-maps', '--expose-gc', `bench/${name}${SUFFIX}`]);
  if (code !== 0) throw new Error(`bench ${name} failed:\n${output}`);
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => ({ bench: name, ...JSON.parse(line) }));
}

function show({ name, value, unit, floor, ratio, target, ok, floorSpread }) {
  const short = (number) => (typeof number === 'number' ? Number(number.toPrecision(3)) : number);
  const floorText = floor === undefined ? '' : `  floor ${short(floor)}  ratio ${short(ratio)}`;
  const noise = floorSpread > MAX_FLOOR_SPREAD ? `  floor varied ${short(floorSpread)}x: no verdict` : '';
  console.log(`${ok ? 'ok    ' : 'MISSED'} ${name}  ${short(value)} ${unit}${floorText}  target ${target}${noise}`);
}

await main(async () => {
  const args = process.argv.slice(2).filter((arg) => arg !== '--');
  const isJson = args.includes('--json');
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !all().includes(name));
  if (unknown.length) throw new Error(`No such bench: ${unknown.join(', ')}. There are: ${all().join(', ') || 'none yet'}.`);
  const say = (line) => process.stderr.write(`${line}\n`);
  await ensureInstalled({ say });
  await ensureBuilt({ say });

  const figures = [];
  for (const name of names.length ? names : all()) {
    say(`${name}...`);
    const ofThis = await run(name);
    if (!isJson) ofThis.forEach(show);
    figures.push(...ofThis);
  }
  if (isJson) console.log(JSON.stringify(figures, null, 2));
  if (figures.some(({ floorSpread }) => floorSpread > MAX_FLOOR_SPREAD)) return EXIT.noisy;
  return figures.every(({ ok }) => ok) ? 0 : EXIT.missed;
});
