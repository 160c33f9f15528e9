import { runJest } from './jest.mjs';

/** Runs one spec in its large form, which it reads from its environment; the exit code says whether all of it passed. */
export async function runLong(project, pattern, environment) {
  Object.assign(process.env, environment);
  const { passed, failed, skipped } = await runJest(project, { patterns: [pattern], isLive: true });
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
}
