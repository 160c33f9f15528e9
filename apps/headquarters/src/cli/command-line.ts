import { Command } from 'commander';
import { listSettings } from '@app/platform';
import { settingsSchema } from '../config';
import { openHeadquarters } from '../headquarters';
import { addBoxCommands } from './box-commands';
import { addCompareCommand } from './compare-command';
import { addConsoleUserCommands } from './console-user-commands';
import { addDataCommands } from './data-commands';
import { addDoorCommands } from './door-commands';
import { addPackageCommands } from './package-commands';
import { addReportCommands } from './report-commands';
import { addRolloutCommands } from './rollout-commands';
import { addSchedulerCommands } from './scheduler-commands';
import { addServeCommand } from './serve-command';
import { addUploadCommands } from './upload-commands';
import { addStoreCommand } from './store-command';
import type { Terminal, WithHeadquarters } from './terminal';

/**
 * Every command opens the files of headquarters itself, whether the service runs beside or not: SQLite lets both write,
 * one after another.
 */
export function commandLine(terminal: Terminal): Command {
  const withHeadquarters: WithHeadquarters = async (work) => {
    const headquarters = await openHeadquarters(terminal.settings());
    try {
      await work(headquarters);
    } finally {
      await headquarters.database.close();
    }
  };
  const program = new Command('hq')
    .description('Headquarters: company data, boxes and sales.')
    .addHelpText('after', settingsHelp())
    .exitOverride();
  addServeCommand(program, terminal);
  addDataCommands(program, terminal, withHeadquarters);
  addBoxCommands(program, terminal, withHeadquarters);
  addConsoleUserCommands(program, terminal, withHeadquarters);
  addSchedulerCommands(program, terminal, withHeadquarters);
  addRolloutCommands(program, terminal, withHeadquarters);
  addPackageCommands(program, terminal, withHeadquarters);
  addReportCommands(program, terminal, withHeadquarters);
  addUploadCommands(program, terminal, withHeadquarters);
  addDoorCommands(program, terminal, withHeadquarters);
  addCompareCommand(program, terminal, withHeadquarters);
  addStoreCommand(program, terminal, withHeadquarters);
  return program;
}

function settingsHelp(): string {
  const lines = listSettings(settingsSchema).map(({ env, description }) => `  ${env.padEnd(32)}${description}`);
  return `\nSettings (environment):\n${lines.join('\n')}`;
}
