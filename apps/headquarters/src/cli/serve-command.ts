import type { Command } from 'commander';
import type { Settings } from '../config';
import { runService } from '../run-service';
import { day } from './arguments';
import type { Terminal } from './terminal';

export function addServeCommand(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('Serve boxes and administrators until stopped.')
    .option('--as-of <day>', 'show this day on the business clock, for dated data (YYYY-MM-DD)', day)
    .action(async ({ asOf }: { asOf?: string }) => {
      const settings: Settings = { ...terminal.settings(), ...(asOf === undefined ? {} : { asOf }) };
      await runService(settings, terminal.say);
    });
}
