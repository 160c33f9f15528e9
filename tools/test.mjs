// Every check of the project. This first part runs before npm ci has, on any Node; the rest under the pinned runtime.
import { main } from './run/command-line.mjs';
import { ensureInstalled } from './run/installed.mjs';
import { runPinned } from './run/runtime.mjs';

await main(async () => {
  await ensureInstalled();
  return runPinned(['tools/test/main.mjs', ...process.argv.slice(2)]);
});
