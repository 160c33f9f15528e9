import type { Command } from 'commander';
import { amount, currencyOf, formatAmount } from '@app/kernel';
import { salesFilesOf } from '../doors/doors';
import { GiftCards } from '../real-time-service/gift-cards';
import { listAlarms } from '../sales/alarms';
import { deliveredLines, salesTotals } from '../sales/totals';
import type { Terminal, WithHeadquarters } from './terminal';
import { day } from './arguments';

export function addReportCommands(program: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  const sales = program.command('sales').description('What the stores sold.');
  sales
    .command('totals')
    .description('Count and gross per channel, business day and currency.')
    .option('--channel <id>', 'only this channel')
    .option('--from <day>', 'first business day', day)
    .option('--to <day>', 'last business day', day)
    .action(({ channel, from, to }: { channel?: string; from?: string; to?: string }) =>
      withHeadquarters(async ({ database }) => {
        for (const { channelId, businessDate, currency, count, gross } of await salesTotals(database.reader, {
          channelId: channel,
          from,
          to,
        })) {
          say(
            `${channelId} ${businessDate} ${count} sales ${formatAmount(amount(Number(gross)), currencyOf(currency).minorDigits)} ${currency}`,
          );
        }
      }),
    );
  sales
    .command('files')
    .description('Write the sales files of a range of business days into the outbox now, also again.')
    .requiredOption('--from <day>', 'first business day', day)
    .requiredOption('--to <day>', 'last business day', day)
    .option('--channel <id>', 'only this channel')
    .action(({ channel, from, to }: { channel?: string; from: string; to: string }) =>
      withHeadquarters(async (headquarters) => {
        for (const name of await salesFilesOf(headquarters).writeRange({ channelId: channel, from, to })) say(name);
      }),
    );
  sales
    .command('delivered')
    .description('Up to which record each box has delivered.')
    .action(() =>
      withHeadquarters(async ({ database }) => {
        for (const { channelDatabaseId, instanceId, epoch, fork, branch, counter } of await deliveredLines(database.reader)) {
          const tail = branch === 0 ? '' : `, tail that became fork ${branch}`;
          say(`${channelDatabaseId} box ${instanceId} epoch ${epoch} fork ${fork}${tail}: ${counter} records`);
        }
      }),
    );

  program
    .command('gift-card')
    .description('Gift cards.')
    .command('issue <number> <amount> <currency>')
    .description('Give out a gift card, such as: issue 6000123412341234 25.00 EUR')
    .action((cardNumber: string, amountText: string, currency: string) =>
      withHeadquarters(async ({ database, clock }) => {
        await new GiftCards(database, clock, { reservationMs: 0 }).open({ cardNumber, amount: amountText, currency });
        say(`gift card ${cardNumber}: ${amountText} ${currency}`);
      }),
    );
  program
    .command('alarms')
    .description('What somebody must look at.')
    .option('--all', 'also what was marked as seen', false)
    .action(({ all }: { all: boolean }) =>
      withHeadquarters(async ({ database }) => {
        for (const { at, kind, subject, details } of await listAlarms(database.reader, { includeAcknowledged: all })) {
          say(`${new Date(at).toISOString()} ${kind} ${subject} ${JSON.stringify(details)}`);
        }
      }),
    );
}
