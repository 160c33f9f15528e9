import type { Command } from 'commander';
import { amount, currencyOf, formatAmount } from '@app/kernel';
import { salesFilesOf } from '../doors/doors';
import { Accounts } from '../real-time-service/accounts';
import { newAccount } from '../real-time-service/new-account';
import { listAlarms } from '../sales/alarms';
import { deliveredLines, salesTotals } from '../sales/totals';
import type { Terminal, WithHeadquarters } from './terminal';
import { count, day } from './arguments';

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
        await new Accounts(database, clock, { reservationMs: 0 }).open({
          kind: 'gift-card',
          accountNumber: cardNumber,
          amount: amountText,
          currency,
        });
        say(`gift card ${cardNumber}: ${amountText} ${currency}`);
      }),
    );
  program
    .command('account')
    .description('Vouchers, credit memos, customer accounts and loyalty cards.')
    .command('open <kind> <number> <amount> <currency>')
    .description('Give one out, such as: open customer-account C-1001 0.00 EUR --credit-limit 500.00')
    .option('--credit-limit <amount>', 'how far a customer account may be overdrawn')
    .option('--points-per-unit <count>', 'how many points of a loyalty card pay one unit of the currency', count)
    .action((kind: string, number: string, amountText: string, currency: string, terms: { creditLimit?: string; pointsPerUnit?: number }) =>
      withHeadquarters(async ({ database, clock }) => {
        const account = newAccount.parse({ kind, accountNumber: number, amount: amountText, currency, ...terms });
        await new Accounts(database, clock, { reservationMs: 0 }).open(account);
        say(`${kind} ${number}: ${amountText} ${currency}`);
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
