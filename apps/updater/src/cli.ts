import { join } from 'node:path';
import { UpdateFolder } from '@app/updates';
import { Command, InvalidArgumentError } from 'commander';
import { readSettings } from './config';
import { placeOrder, releaseBefore } from './place-order';

const program = new Command('updates').description('Installs and undoes releases of this box, and says how far that is. docs/updates.md');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function moment(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('write it as 2026-11-30T02:00Z');
  return at;
}

program
  .command('install')
  .description('Installs a release that the signed metadata names.')
  .argument('<version>')
  .option('--from <moment>', 'begins no sooner', moment)
  .option('--until <moment>', 'begins no later', moment)
  .option('--deadline <moment>', 'waits no longer for a quiet moment than until then', moment)
  .action(async (version: string, { from, until, deadline }: { from?: number; until?: number; deadline?: number }) => {
    const window = { opensAt: from ?? null, closesAt: until ?? null, deadlineAt: deadline ?? null };
    await placeOrder(readSettings(), { version, kind: 'install', window });
    say(`${version} is ordered; updates status says how far it is`);
  });

program
  .command('undo')
  .description('Goes back to the release that ran before the last update. What was sold stays.')
  .option('--deadline <moment>', 'waits no longer for a quiet moment than until then', moment)
  .action(async ({ deadline }: { deadline?: number }) => {
    const settings = readSettings();
    const version = releaseBefore(settings);
    await placeOrder(settings, { version, kind: 'undo', window: { opensAt: null, closesAt: null, deadlineAt: deadline ?? null } });
    say(`going back to ${version}`);
  });

program
  .command('status')
  .description('The update under way, why it waits, and what became of those before.')
  .action(() => {
    const files = new UpdateFolder(join(readSettings().dataDir, 'updates'));
    say(JSON.stringify({ update: files.update() ?? null, progress: files.progress() ?? null, history: files.history() }, null, 2));
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
