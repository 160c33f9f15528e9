// Runs one of our programs under the pinned runtime: installs and builds first when needed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './built.mjs';
import { main } from './command-line.mjs';
import { ensureInstalled } from './installed.mjs';
import { ROOT, runPinned } from './runtime.mjs';

const ENTRIES = {
  release: 'dist/tools/release/src/main.js',
  simulate: 'dist/tools/simulate/src/main.js',
  terminal: 'dist/tools/terminal/src/main.js',
  headquarters: 'dist/apps/headquarters/src/cli.js',
  'scale-unit': 'dist/apps/scale-unit/src/cli.js',
  updates: 'dist/apps/updater/src/cli.js',
  console: 'dist/apps/console/src/cli.js',
};

await main(async () => {
  const [name, ...args] = process.argv.slice(2);
  const entry = ENTRIES[name];
  if (!entry) {
    console.log(`Usage: node tools/run/entry.mjs <${Object.keys(ENTRIES).join('|')}> [arguments]`);
    return name === '--help' ? 0 : 1;
  }
  // Standard output belongs to the program.
  const say = (line) => process.stderr.write(`${line}\n`);
  await ensureInstalled({ say });
  await ensureBuilt({ say });
  if (!existsSync(join(ROOT, entry))) throw new Error(`${name} has no ${entry} yet.`);
  return runPinned(['--enable-source-maps', entry, ...args]);
});
