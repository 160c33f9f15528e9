import 'reflect-metadata';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { systemClock } from '@app/kernel';
import { LauncherClient, listSettings } from '@app/platform';
import { Command } from 'commander';
import { launcherSocketOf, readSettings, settingsSchema } from './config';
import { EmergencyCode } from './access/emergency-code';
import { FixupsService } from './fixups/fixups.service';
import { Observer } from './observation/observer';
import { ManagementClient } from './scale-unit/management-client';
import { UpdatesService } from './updates/updates.service';
import { UserFile } from './users/user-file';
import { SupportBundle } from './support-bundle/support-bundle.service';

const say = (line: string) => console.log(line);

/** `npm run console -- ...`: what store IT does where no browser is. */
function commandLine(): Command {
  const settingsHelp = listSettings(settingsSchema).map(({ env, description }) => `  ${env.padEnd(28)}${description}`);
  const program = new Command('console').description('Helps where no browser is.').addHelpText('after', `\nSettings:\n${settingsHelp.join('\n')}`);
  program
    .command('support-bundle')
    .description('Collects what support wants to know, without secrets and without anything that was sold, into a zip file.')
    .argument('[file]', 'where it goes', 'support-bundle.zip')
    .action(makeBundle);
  return program;
} // prettier-ignore

async function makeBundle(path: string): Promise<void> {
  const settings = readSettings();
  const unit = new ManagementClient(settings);
  const processes = new LauncherClient(launcherSocketOf(settings));
  const emergencyCode = new EmergencyCode(new UserFile(settings), systemClock);
  // Beside the running console: what it keeps is its own.
  const work = { read: () => null, keep: () => undefined };
  const observer = new Observer(
    unit,
    emergencyCode,
    processes,
    systemClock,
    { fullAt: () => null },
    work,
    new UpdatesService(settings, processes, systemClock),
  );
  await observer.refresh();
  const bundle = new SupportBundle(settings, unit, observer, new FixupsService(observer, unit, processes, systemClock), systemClock);
  const { parts } = await bundle.collect();
  await pipeline(await bundle.zip(), createWriteStream(path, { mode: 0o600 }));
  for (const { name, title, sizeBytes, missing } of parts)
    say(`${name.padEnd(24)}${String(sizeBytes).padStart(10)} B  ${missing ?? title}`);
  say(`Written to ${path}. Look at it before you send it.`);
}

commandLine()
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
