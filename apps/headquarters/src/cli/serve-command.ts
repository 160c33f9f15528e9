import type { Command } from 'commander';
import { localDate } from '@app/protocol';
import { InvalidArgumentError } from 'commander';
import type { Settings } from '../config';
import { runService } from '../run-service';
import type { Terminal } from './command-line';

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

/** A calendar day as an argument. */
export function day(text: string): string {
  if (!localDate.safeParse(text).success) throw new InvalidArgumentError('not a day such as 2026-08-10');
  return text;
}

/** A whole number of at least one as an argument. */
export function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('not a number of at least 1');
  return value;
}
