const { readFileSync } = require('node:fs');
const { join } = require('node:path');

// The build's compiler settings, minus what only the build needs: which files to leave out and where aliases point.
const { module: moduleOptions, jsc } = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8'));
const { parser, transform, target, keepClassNames } = jsc;
const swc = { swcrc: false, sourceMaps: 'inline', module: moduleOptions, jsc: { parser, transform, target, keepClassNames } };

const project = (displayName, testMatch) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: join(__dirname, 'tools/test/plain-environment.cjs'),
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/logs'],
  moduleNameMapper: { '^@app/client/(.*)$': '<rootDir>/libs/client/src/$1', '^@app/([^/]+)$': '<rootDir>/libs/$1/src' },
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
});

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    project('unit', ['libs/**/src/**/*.spec.ts', 'apps/**/src/**/*.spec.ts', 'tools/**/*.spec.ts', 'deploy/**/*.spec.ts']),
    project('database', ['libs/*/test/**/*.db-spec.ts']),
    project('e2e', ['apps/*/test/**/*.e2e-spec.ts']),
    project('system', ['test/system/**/*.system-spec.ts']),
    // Not of `npm test`: npm run test:long.
    project('long', ['test/long/**/*.long-spec.ts']),
  ],
  maxWorkers: 2,
  // Nothing is judged by time; this only ends what hangs, also on a machine that does ten other things.
  testTimeout: 60_000,
  // Contexts made for --experimental-vm-modules are not fully released: a worker that has grown is replaced.
  workerIdleMemoryLimit: '700MB',
  passWithNoTests: true,
};
