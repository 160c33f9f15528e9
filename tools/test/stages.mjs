import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../run/built.mjs';
import { capturePinned, ROOT } from '../run/runtime.mjs';
import { runJest } from './jest.mjs';

const STATIC = { timeoutMs: 1_200_000, yields: true };
const present = (names) => names.filter((name) => existsSync(join(ROOT, name)));

/** A stage that is one program: it passes when the program does, and counts as one test. */
const check = (args, pathsOf = () => []) => ({
  isStatic: true,
  async run({ patterns }) {
    const { code, output } = await capturePinned([...args, ...pathsOf(patterns)], STATIC);
    return verdict(code === 0, output);
  },
});

const jest = (project, prepare = async () => {}) => ({
  isStatic: false,
  async run(options) {
    await prepare();
    return runJest(project, options);
  },
});

const verdict = (isGood, output) => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: [], output });
const orEverything = (patterns) => (patterns.length ? patterns : ['.']);

const WEB_CONFIGS = ['apps/console/web/tsconfig.json', 'apps/headquarters/web/tsconfig.json'];
const types = {
  isStatic: true,
  async run() {
    const results = [];
    for (const config of present(['tsconfig.json', ...WEB_CONFIGS])) {
      results.push(await capturePinned(['node_modules/typescript/bin/tsc', '--noEmit', '-p', config], STATIC));
    }
    return verdict(
      results.every(({ code }) => code === 0),
      results.map(({ output }) => output).join(''),
    );
  },
};

const api = {
  isStatic: true,
  async run() {
    await ensureBuilt({ say: () => {} });
    const { code, output } = await capturePinned(['tools/openapi.mjs', '--check'], STATIC);
    return verdict(code === 0, output);
  },
};

/**
 * In the order they run, checks beside tests. Whole systems wait most, so they come first, while there are checks to fill that time; what
 * computes itself comes last.
 */
export const STAGES = {
  format: check(['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn'], orEverything),
  lint: check(
    ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '--no-warn-ignored', '--no-error-on-unmatched-pattern'],
    orEverything,
  ),
  types,
  layers: check(
    ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
    () => present(['apps', 'libs', 'tools', 'deploy', 'test', 'bench']),
  ),
  'dead-code': check(['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints']),
  duplicates: check(['node_modules/jscpd/bin/jscpd', '.']),
  sql: check(['tools/checks/sql-portability.mjs']),
  system: jest('system', () => ensureBuilt({ say: () => {} })),
  // Payments are tried against the card terminal as its own process.
  e2e: jest('e2e', () => ensureBuilt({ say: () => {} })),
  database: jest('database'),
  unit: jest('unit'),
  api,
};
