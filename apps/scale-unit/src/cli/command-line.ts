import { listSettings, readEnrolmentLine } from '@app/platform';
import { Command } from 'commander';
import { settingsSchema } from '../config';
import { backupCommands } from './backup-commands';
import type { CommandLineParts } from './command-line-parts';
import { exchangeCommands } from './exchange-commands';
import { journalCommands } from './journal-commands';
import { ManagementClient } from './management-client';
import { packageCommands } from './package-commands';
import { statusLines, type ShownStatus } from './status-lines';

/** `npm run scale-unit -- ...`: what store IT does without the console. */
export function commandLine({ settings, say }: CommandLineParts): Command {
  const program = new Command('scale-unit').description('Talks to the scale unit of this machine.').addHelpText('after', settingsHelp());
  const unit = () => new ManagementClient(settings());

  program
    .command('status')
    .description('Can this store sell, and is anything waiting?')
    .option('--json', 'everything, for programs')
    .action(async ({ json }: { json?: boolean }) => {
      const status = await unit().get('/status');
      if (json) say(JSON.stringify(status, null, 2));
      else statusLines(status as ShownStatus).forEach(say);
    });

  program
    .command('enrol')
    .description('Makes this machine the box of a store, with the line that headquarters gave.')
    .argument('<line>', 'CODE@https://host:port#fingerprint')
    .option('--yes', 'do not ask to confirm the store')
    .action((line: string, { yes }: { yes?: boolean }) => enrol(unit(), line, yes === true, say));

  program
    .command('activation-code')
    .description('Makes a code that turns a device into a register, good for ten minutes.')
    .argument('<register>', 'the register, as CHANNEL/REGISTER or REGISTER where that is unique')
    .action((register: string) => activationCode(unit(), register, say));

  program
    .command('registers')
    .description('Lists registers and their devices.')
    .action(async () => {
      for (const { channelId, registerId, name, device } of await registersOf(unit())) {
        say(`${channelId}/${registerId}  ${name}  ${device ? `device ${device.name}` : 'no device'}`);
      }
    });

  for (const command of backupCommands({ settings, say })) program.addCommand(command);
  program.addCommand(exchangeCommands({ settings, say }));
  program.addCommand(journalCommands({ settings, say }));
  program.addCommand(packageCommands({ settings, say }));
  return program;
}

async function enrol(unit: ManagementClient, line: string, isConfirmed: boolean, say: (line: string) => void): Promise<void> {
  const body = readEnrolmentLine(line);
  if (!body) throw new Error('That is not a line from headquarters. Copy all of it: CODE@https://host:port#fingerprint');
  const { stores, isReplacement } = (await unit.post('/enrolment/preview', body)) as {
    stores: { name: string; address: string }[];
    isReplacement: boolean;
  };
  for (const { name, address } of stores) say(`${name}, ${address}`);
  if (isReplacement) say('It takes over from the box that serves this store now.');
  if (!isConfirmed) return say('Nothing has changed yet. Is this the right store? Then run the same command with --yes.');
  await unit.post('/enrolment/confirm', body);
  say('This machine is the box of this store. Its data is on the way.');
}

interface ListedRegister {
  readonly channelId: string;
  readonly registerId: string;
  readonly name: string;
  readonly device: { readonly name: string } | null;
}

async function registersOf(unit: ManagementClient): Promise<ListedRegister[]> {
  return ((await unit.get('/registers')) as { registers: ListedRegister[] }).registers;
}

async function activationCode(unit: ManagementClient, named: string, say: (line: string) => void): Promise<void> {
  const registers = await registersOf(unit);
  const found = registers.filter(({ channelId, registerId }) => named === registerId || named === `${channelId}/${registerId}`);
  const [register] = found;
  if (!register)
    throw new Error(
      `There is no register ${named}. There are: ${registers.map(({ channelId, registerId }) => `${channelId}/${registerId}`).join(', ')}`,
    );
  if (found.length > 1)
    throw new Error(`${named} is a register of several stores: ${found.map(({ channelId }) => `${channelId}/${named}`).join(', ')}`);
  const { channelId, registerId } = register;
  const { activationCode: code, expiresAt } = (await unit.post('/activation-codes', { channelId, registerId })) as {
    activationCode: string;
    expiresAt: number;
  };
  say(`${code.slice(0, 4)}-${code.slice(4)}  for ${register.name}, until ${new Date(expiresAt).toISOString()}`);
}

function settingsHelp(): string {
  const lines = listSettings(settingsSchema).map(({ env, description }) => `  ${env.padEnd(28)}${description}`);
  return `\nSettings (environment):\n${lines.join('\n')}`;
}
