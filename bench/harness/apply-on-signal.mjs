// Loaded into a scale unit before it starts. At SIGUSR2 it applies the package that BENCH_APPLY_PACKAGE names to the unit's catalog, in
// the apply worker of that process, and writes beside that file how it ended.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const { BENCH_APPLY_PACKAGE: file, BENCH_APPLY_DIRECTORY: directory } = process.env;

async function apply() {
  const { default: asyncClient } = await import('../../dist/libs/async-client/src/index.js');
  const { manifest, folder, asSqlite } = JSON.parse(readFileSync(file, 'utf8'));
  const packages = [{ manifest, folder, asSqlite: new Set(asSqlite) }];
  return asyncClient.applyInThread({ directory, packages, now: Date.now() });
}

async function answer() {
  const outcome = await apply().catch((error) => ({ kind: 'failed', message: String(error) }));
  writeFileSync(`${file}.tmp`, JSON.stringify(outcome));
  renameSync(`${file}.tmp`, `${file}.done`);
}

// Threads are started with what the process was started with.
if (isMainThread) process.on('SIGUSR2', () => void answer());
