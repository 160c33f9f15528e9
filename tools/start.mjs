import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './run/built.mjs';
import { helpIfAsked, main } from './run/command-line.mjs';
import { ensureInstalled } from './run/installed.mjs';
import { ROOT, runPinned } from './run/runtime.mjs';

const DEMO = 'tools/demo/main.mjs';
const args = process.argv.slice(2);

// Before the first install there is nothing else that could answer.
if (!existsSync(join(ROOT, DEMO))) {
  helpIfAsked('npm start\n\nRuns headquarters, a scale unit and its console on this machine, with demonstration data.', args);
}

await main(async () => {
  if (!existsSync(join(ROOT, DEMO))) throw new Error(`${DEMO} does not exist yet.`);
  const wantsHelp = args.includes('--help') || args.includes('-h');
  await ensureInstalled();
  if (!wantsHelp) await ensureBuilt();
  return runPinned(['--enable-source-maps', DEMO, ...args]);
});
