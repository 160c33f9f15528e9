import { helpIfAsked, main } from '../run/command-line.mjs';
import { STAGES } from './stages.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const HELP = `
npm test [-- <stage>... [<path>...]]

Runs every stage, or the named ones. Paths narrow format and lint to those files and test stages to matching ones.
Stages: ${Object.keys(STAGES).join(', ')}; "static" stands for all that start nothing.

  npm test
  npm test -- unit libs/kernel
  npm test -- static
`;

const NEEDS_SYSTEM_PACKAGES = ['database', 'e2e', 'system'];

const say = (line) => console.log(line);

function parse(args) {
  const names = Object.keys(STAGES);
  const firstPath = args.findIndex((arg) => !(arg in STAGES) && arg !== 'static');
  const chosen = firstPath === -1 ? args : args.slice(0, firstPath);
  const patterns = firstPath === -1 ? [] : args.slice(firstPath);
  if (patterns.length && !chosen.length) throw new Error(`Unknown stage ${patterns[0]}.\n${HELP}`);
  const isChosen = (name) =>
    !chosen.length || chosen.includes(name) || (chosen.includes('static') && STAGES[name].isStatic && name !== 'api');
  return { stages: names.filter(isChosen), patterns };
}

async function runStage(name, options) {
  const startedAt = performance.now();
  const result = await STAGES[name].run(options).catch((error) => ({ passed: 0, failed: 1, skipped: [], output: error.message }));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const counts = STAGES[name].isStatic ? '' : `  ${result.passed} passed, ${result.failed} failed, ${result.skipped.length} skipped`;
  say(`${result.failed ? 'FAIL' : 'ok  '} ${name.padEnd(10)} ${seconds.padStart(6)} s${counts}`);
  if (result.failed && result.output) say(`${result.output.trimEnd()}\n`);
  return result;
}

/** Tests run stage after stage; what starts nothing fills the time in which they wait, and has both cores when they are done. */
async function runAll(names, options) {
  const checks = names.filter((name) => STAGES[name].isStatic);
  const tests = names.filter((name) => !STAGES[name].isStatic);
  const results = [];
  const runInTurn = async (waiting) => {
    for (let name = waiting.shift(); name; name = waiting.shift()) results.push(await runStage(name, options));
  };
  await Promise.all([runInTurn(tests).then(() => runInTurn(checks)), runInTurn(checks)]);
  return results;
}

function printSkips(skipped) {
  for (const [reason, tests] of Map.groupBy(skipped, ({ reason }) => reason)) {
    say(`\nskipped: ${reason}`);
    for (const { name } of tests) say(`  ${name}`);
  }
}

helpIfAsked(HELP);
await main(async () => {
  const { stages, patterns } = parse(process.argv.slice(2));
  if (stages.some((name) => NEEDS_SYSTEM_PACKAGES.includes(name))) await ensureSystemPackages({ say });

  const results = await runAll(stages, { patterns, isLive: stages.length === 1 });
  const skipped = results.flatMap((result) => result.skipped);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  printSkips(skipped);
  say(`\n${sum('passed')} passed, ${sum('failed')} failed, ${skipped.length} skipped`);
  return sum('failed') ? 1 : 0;
});
