import { join } from 'node:path';
import { DomainError } from '@app/kernel';
import { LauncherClient } from '@app/platform';
import { cancelOrder, placeOrder, releaseBefore, ReleaseStore, requireSlots, UpdateFolder } from '@app/updates';
import { Command, InvalidArgumentError } from 'commander';
import { readSettings } from './config';
import { runningRelease } from './own-release';
import { addPlatformCommands, tellToSwapBack } from './platform/commands';

const WHO = 'the command line of the box';
const settings = readSettings();
const files = new UpdateFolder(join(settings.dataDir, 'updates'));
const start = () => new LauncherClient(settings.launcherSocket).start('updater');
const box = { running: runningRelease(new ReleaseStore(settings.releases)), start };

const program = new Command('updates').description('Installs and undoes releases of this box, and says how far that is. docs/updates.md');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function moment(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('write it as 2026-11-30T02:00Z');
  return at;
}

const platform = { settings, files, say, moment };

program
  .command('install')
  .description('Installs a release that the signed metadata names.')
  .argument('<version>')
  .option('--from <moment>', 'begins no sooner', moment)
  .option('--until <moment>', 'begins no later', moment)
  .option('--deadline <moment>', 'waits no longer for a quiet moment than until then', moment)
  .action(async (version: string, { from, until, deadline }: { from?: number; until?: number; deadline?: number }) => {
    requireSlots(settings.mode);
    const window = { opensAt: from ?? null, closesAt: until ?? null, deadlineAt: deadline ?? null };
    await placeOrder(files, { version, kind: 'install', window, orderedBy: WHO }, box);
    say(`${version} is ordered; updates status says how far it is`);
  });

program
  .command('undo')
  .description('Goes back to the release that ran before the last update. What was sold stays. Platform: exit code 10, and which image.')
  .option('--deadline <moment>', 'waits no longer for a quiet moment than until then', moment)
  .action(async ({ deadline }: { deadline?: number }) => {
    if (settings.mode === 'platform') return tellToSwapBack(platform);
    const version = releaseBefore(files);
    if (version === undefined) throw new DomainError('update.none', 'no update was installed here that could be undone');
    const window = { opensAt: null, closesAt: null, deadlineAt: deadline ?? null };
    await placeOrder(files, { version, kind: 'undo', window, orderedBy: WHO }, box);
    say(`going back to ${version}`);
  });

program
  .command('cancel')
  .description('Gives up what is ordered or under way; what proves itself goes back.')
  .action(() => cancelOrder(files, WHO, start));

program
  .command('look')
  .description('Asks anew what the signed metadata offers; status shows it.')
  .action(async () => {
    files.askForLook();
    await start();
  });

program
  .command('status')
  .description('The update under way, why it waits, what is offered, and what became of those before.')
  .action(() => {
    const { order = null, update = null, progress = null, offered = null } = {
      order: files.order(), update: files.update(), progress: files.progress(), offered: files.offered(),
    }; // prettier-ignore
    say(JSON.stringify({ mode: settings.mode, order, update, progress, offered, history: files.history() }, null, 2));
  });

addPlatformCommands(program, platform);

program.parseAsync().catch((error: unknown) => {
  const code = error instanceof DomainError ? ` (${error.code})` : '';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${code}\n`);
  process.exitCode = 1;
});
