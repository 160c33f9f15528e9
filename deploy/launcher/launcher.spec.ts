import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const COVERAGE = ['--experimental-test-coverage', '--test-coverage-include=*.cjs'];
const WHOLE = ['lines', 'functions', 'branches'].map((part) => `--test-coverage-${part}=100`);
const NOT_CODE = /^\s*($|\/\/|\/\*\*|\*)/;

/** Its tests are run by Node itself: only so are the branches counted of a launcher that is a process of its own. */
it('the launcher passes its tests, which reach each of its branches', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--test', '--test-concurrency=3', '--test-timeout=60000', ...COVERAGE, ...WHOLE, 'test/*.test.mjs'],
    { cwd: __dirname, env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stdout + stderr);
  expect(stdout).toMatch(/all files +\| +100.00 \| +100.00 \| +100.00/);
}, 180_000);

it('the launcher stays below 400 lines of code', () => {
  const lines = globSync('*.cjs', { cwd: __dirname }).flatMap((name) => readFileSync(join(__dirname, name), 'utf8').split('\n'));
  expect(lines.filter((line) => !NOT_CODE.test(line)).length).toBeLessThan(400);
});
