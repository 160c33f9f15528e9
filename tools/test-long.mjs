import { createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { ensureBuilt } from './run/built.mjs';
import { helpIfAsked, main } from './run/command-line.mjs';
import { ensureInstalled } from './run/installed.mjs';
import { pinnedEnvironment, pinnedNode, ROOT } from './run/runtime.mjs';

const FOLDER = join(ROOT, 'test', 'long');
const all = () =>
  (existsSync(FOLDER) ? readdirSync(FOLDER) : [])
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => basename(file, '.mjs'))
    .sort();

/** What these repeat is smaller than a run. */
const COUNTS_ITSELF = new Set(['there-and-back', 'update-kills', 'validation']);

helpIfAsked(`
npm run test:long -- NAME [--count N] [arguments of the test]

Runs test/long/NAME.mjs N times (once unless said) with RUN=1..N in its environment;
${[...COUNTS_ITSELF].join(' and ')} run once and are given N as COUNT. What a run prints goes to the
terminal and to logs/NAME-<time>-<run>.log. Stops at the first run that fails, with its exit code.
There are: ${all().join(', ') || 'none yet'}.
`);

async function runOnce(name, run, args, count) {
  mkdirSync(join(ROOT, 'logs'), { recursive: true });
  const file = join('logs', `${name}-${new Date().toISOString().replace(/[:.]/g, '-')}-${run}.log`);
  const log = createWriteStream(join(ROOT, file));
  const child = spawn(pinnedNode(), ['--enable-source-maps', `test/long/${name}.mjs`, ...args], {
    cwd: ROOT,
    env: pinnedEnvironment({ RUN: String(run), COUNT: String(count) }),
    stdio: ['inherit', 'pipe', 'pipe'],
  });
  for (const [stream, out] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    stream.pipe(out, { end: false });
    stream.pipe(log, { end: false });
  }
  const [code, signal] = await once(child, 'close');
  log.end(`exit ${signal ?? code}\n`);
  return { code: code ?? 1, file };
}

await main(async () => {
  const [name, ...rest] = process.argv.slice(2);
  if (!name || !all().includes(name)) throw new Error(`Name one of: ${all().join(', ') || 'none yet'}.`);
  const at = rest.indexOf('--count');
  const count = at === -1 ? 1 : Number(rest[at + 1]);
  if (!Number.isInteger(count) || count < 1) throw new Error('--count takes a whole number from 1.');
  const args = at === -1 ? rest : rest.toSpliced(at, 2);
  await ensureInstalled();
  await ensureBuilt();

  const runs = COUNTS_ITSELF.has(name) ? 1 : count;
  for (let run = 1; run <= runs; run++) {
    const { code, file } = await runOnce(name, run, args, count);
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} ${run} of ${runs}  ${file}`);
    if (code !== 0) return code;
  }
  return 0;
});
