import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { capturePinned, ROOT } from '../run/runtime.mjs';

const TIMEOUT_MS = 1_800_000;
/** Whole systems wait for each other more than they compute: two for each core fill it. */
const WORKERS = { system: 4 };
const LONGEST_FIRST = { system: ['--testSequencer', join(ROOT, 'tools/test/longest-first.cjs')] };
/** Programs that are started again and again compile once. Not in unit tests: coverage is less exact of code that was not compiled. */
const compileCache = (project, folder) => (project === 'unit' ? {} : { NODE_COMPILE_CACHE: join(folder, 'compiled') });

/** Runs one jest project and counts what it says about each test. */
export async function runJest(project, { patterns, isLive }) {
  const folder = mkdtempSync(join(tmpdir(), 'jest-'));
  const report = join(folder, 'report.json');
  try {
    const { code, output } = await capturePinned(
      [
        '--no-warnings',
        '--experimental-vm-modules',
        'node_modules/jest/bin/jest.js',
        '--selectProjects',
        project,
        `--maxWorkers=${WORKERS[project] ?? 2}`,
        '--json',
        `--outputFile=${report}`,
        '--ci',
        ...(LONGEST_FIRST[project] ?? []),
        ...patterns,
      ],
      { env: compileCache(project, folder), live: isLive, timeoutMs: TIMEOUT_MS },
    );
    return summarize(readReport(report), { code, output, isLive });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // jest stopped before it could write one
  }
}

function summarize(report, { code, output, isLive }) {
  if (!report) return { passed: 0, failed: 1, skipped: [], output };
  const tests = report.testResults.flatMap((suite) =>
    suite.assertionResults.map((test) => ({ ...test, file: relative(ROOT, suite.name) })),
  );
  const count = (status) => tests.filter((test) => test.status === status).length;
  // A file that could not even be loaded has no tests to count, and still is a failure.
  const broken = report.testResults.filter(
    (suite) => suite.status === 'failed' && !suite.assertionResults.some(({ status }) => status === 'failed'),
  );
  const failed = count('failed') + broken.length;
  const isUnexplained = code !== 0 && failed === 0;
  return {
    passed: count('passed'),
    failed: isUnexplained ? 1 : failed,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(explainSkip),
    output: isLive ? '' : isUnexplained ? output : failures(report),
  };
}

const failures = (report) =>
  report.testResults
    .filter(({ message }) => message)
    .map(({ name, message }) => `${relative(ROOT, name)}\n${message}`)
    .join('\n');

/** The reason stands in the name of the test or of a group around it: `... [skipped: redis-server is not installed]`. */
function explainSkip({ fullName, file }) {
  const [mark, reason] = /\s*\[skipped: ([^\]]+)\]/.exec(fullName) ?? ['', 'its name gives no [skipped: reason]'];
  return { name: `${file}: ${fullName.replace(mark, '')}`, reason };
}
