import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { carryOut } from './carry-out';
import { readSettings } from './config';
import type { lookForReleases } from './look-for-releases';

/** Started with the box and when it is asked to. Without an order or a question it has nothing to do, and loads nothing for it. */
async function main(): Promise<void> {
  // The launcher is the parent; when it is gone, the next one starts its own updater, which goes on.
  process.on('disconnect', () => process.exit(1));
  const settings = readSettings();
  const isAskedFor = (file: string): boolean => existsSync(join(settings.dataDir, 'updates', file));
  if (settings.mode === 'platform') return; // whoever orders another image needs nobody here
  const load = createRequire(__filename);
  if (isAskedFor('order.json')) await (load('./carry-out') as { carryOut: typeof carryOut }).carryOut(settings);
  if (isAskedFor('look.json')) await (load('./look-for-releases') as { lookForReleases: typeof lookForReleases }).lookForReleases(settings);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
