import type { Command } from 'commander';
import { amount, currencyOf, formatAmount } from '@app/kernel';
import { listUploadSessions } from '../async-service/upload-sessions';
import { chainStandings, lineStandings, shiftSums, type MissingRange } from '../sales/channel-uploads';
import { count, day } from './arguments';
import type { Terminal, WithHeadquarters } from './terminal';

export function addUploadCommands(program: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  const uploads = program.command('uploads').description('What came up from the stores.');
  uploads
    .command('list', { isDefault: true })
    .description('Batches that came up, newest first.')
    .option('--database <id>', 'only of this channel database')
    .option('--limit <count>', 'how many', count, 50)
    .action(({ database: channelDatabaseId, limit }: { database?: string; limit: number }) =>
      withHeadquarters(async ({ database }) => {
        for (const one of await listUploadSessions(database.reader, { channelDatabaseId }, { limit })) {
          const records = `records ${one.fromCounter} to ${one.toCounter} (${one.recordCount})`;
          say(
            `${new Date(one.receivedAt).toISOString()} ${one.channelDatabaseId} ${records} ${one.outcome} ${moneyOf(one.sums)}`.trimEnd(),
          );
        }
      }),
    );
  uploads
    .command('channel <id>')
    .description('What a channel sent, what is missing, and what each shift adds up to.')
    .option('--from <day>', 'first business day', day, '0000-01-01')
    .option('--to <day>', 'last business day', day, '9999-12-31')
    .action((channelId: string, range: { from: string; to: string }) =>
      withHeadquarters(async ({ database: { reader } }) => {
        for (const { instanceId, epoch, fork, counter, recordCount, missing } of await lineStandings(reader, channelId)) {
          say(`box ${instanceId} epoch ${epoch} fork ${fork}: ${recordCount} of ${counter} records${missingText(missing)}`);
        }
        for (const { registerId, type, lastSequence, recordCount, missing } of await chainStandings(reader, channelId)) {
          say(`register ${registerId} ${type}: ${recordCount} of ${lastSequence}${missingText(missing)}`);
        }
        for (const { businessDate, shiftId, registerId, count: sales, gross, currency } of await shiftSums(reader, channelId, range)) {
          say(`${businessDate} register ${registerId} shift ${shiftId ?? 'none'}: ${sales} sales ${moneyOf({ [currency]: gross })}`);
        }
      }),
    );
}

const missingText = (ranges: readonly MissingRange[]): string =>
  ranges.length === 0 ? '' : `, missing ${ranges.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ')}`;

function moneyOf(sums: Readonly<Record<string, string>>): string {
  return Object.entries(sums)
    .map(([currency, gross]) => `${formatAmount(amount(Number(gross)), currencyOf(currency).minorDigits)} ${currency}`)
    .join(', ');
}
