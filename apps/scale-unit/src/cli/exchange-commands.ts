import { Command } from 'commander';
import type { z } from 'zod';
import type { exchangeQuarantine, exchangeSessions, ExchangeStateAnswer, resnapshotAnswer, retryAnswer } from '../exchange/exchange.dto';
import type { CommandLineParts } from './command-line-parts';
import { addDiffCommand } from './diff-command';
import { ManagementClient } from './management-client';

/** `exchange ...`: what comes down from headquarters and what goes up. */
export function exchangeCommands({ settings, say }: CommandLineParts): Command {
  const exchange = new Command('exchange').description('What comes from headquarters, and what waits to go there.');
  const get = <Answer>(path: string) => new ManagementClient(settings()).get(`/exchange${path}`) as Promise<Answer>;
  const post = <Answer>(path: string, body?: object) => new ManagementClient(settings()).post(`/exchange${path}`, body) as Promise<Answer>;
  const show = async (state: Promise<ExchangeStateAnswer>) => exchangeLines(await state).forEach(say);
  const command = (name: string, description: string) => exchange.command(name).description(description);

  command('status', 'Every job with its age, what waits to go up, and whether something is paused.').action(() => show(get('')));
  command('sessions', 'Packages that were applied, and tries that failed, newest first.').action(async () => {
    historyLines(await get<z.input<typeof exchangeSessions>>('/sessions')).forEach(say);
  });
  command('quarantine', 'Rows that could not be taken, and why.').action(async () => {
    const { rows } = await get<z.input<typeof exchangeQuarantine>>('/quarantine');
    if (rows.length === 0) say('Nothing is in quarantine.');
    for (const { entity, rowKey, reason, raw } of rows) say(`${entity} ${rowKey}: ${reason}\n  ${raw}`);
  });
  command('retry', 'Reads rows in quarantine again and asks headquarters at once.').action(async () => {
    const { releasedCount, quarantinedCount } = await post<z.input<typeof retryAnswer>>('/retry');
    say(`${releasedCount} rows left quarantine, ${quarantinedCount} stay.`);
  });
  command('pause', 'Lets nothing come down until it is resumed. Sales go up.').action(() => show(post('/pause')));
  command('resume', 'Lets data come down again.').action(() => show(post('/resume')));
  command('resnapshot', 'Asks headquarters for all rows of one job again.')
    .argument('<job>', 'the number of the job, such as 1040')
    .action(async (job: string) => {
      const { sessionId } = await post<z.input<typeof resnapshotAnswer>>('/resnapshot', { job });
      say(`All rows of job ${job} come again, with session ${sessionId}.`);
    });
  addDiffCommand(exchange, { settings, say });
  return exchange;
}

/** A line for each package that was applied and each try that failed, newest first. */
function historyLines({ sessions, failures }: z.input<typeof exchangeSessions>): string[] {
  const lines = [
    ...sessions.map(({ appliedAt, job, kind, toVersion, rowCount, quarantinedCount }) => ({
      at: appliedAt,
      text: `${job} ${kind} to ${toVersion}: ${rowCount} rows, ${quarantinedCount} aside`,
    })),
    ...failures.map(({ failedAt, job, reason }) => ({ at: failedAt, text: `${job} FAILED: ${reason}` })),
  ];
  return lines.sort((a, b) => b.at - a.at).map(({ at, text }) => `${timeOf(at)}  ${text}`);
}

/** The state of the exchange in store words, a line each. */
export function exchangeLines({ isPausedHere, line, jobs, upload, quarantinedCount, lastCheck }: ExchangeStateAnswer): string[] {
  const amounts = Object.entries(upload.waitingAmounts).map(([currency, amount]) => `${amount} ${currency}`);
  return [
    ...(isPausedHere ? ['Paused at this box: nothing comes down.'] : []),
    ...(line.isPaused ? ['Paused by headquarters: nothing comes down.'] : []),
    ...(line.isMetered ? ['The line is metered: only what is urgent comes down.'] : []),
    ...(jobs.length === 0 ? ['Nothing has come from headquarters yet.'] : []),
    ...jobs.map(
      (one) =>
        `${one.job} ${one.name}: ${ageText(one.ageMinutes)}${one.overdueMinutes > 60 ? `, ${ageText(one.overdueMinutes)} overdue` : ''}, version ${one.version}, ${one.rowCount} rows in the last package`,
    ),
    upload.waitingCount === 0
      ? 'Headquarters has every sale.'
      : `${upload.waitingCount} sales wait for headquarters: ${amounts.join(', ')}.`,
    quarantinedCount === 0 ? 'Nothing is in quarantine.' : `${quarantinedCount} rows are in quarantine: exchange quarantine shows them.`,
    lastCheck === null ? 'Nothing was compared with headquarters yet.' : checkLine(lastCheck),
  ];
}

function checkLine({ checkedAt, foundCount, openCount }: NonNullable<ExchangeStateAnswer['lastCheck']>): string {
  const found = foundCount === 0 ? 'both sides held the same' : `${foundCount} differences, ${foundCount - openCount} mended`;
  return `Compared with headquarters at ${timeOf(checkedAt)}: ${found}. exchange diff --last shows more.`;
}

function ageText(minutes: number): string {
  if (minutes < 2) return 'just now';
  if (minutes < 120) return `${minutes} minutes old`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} hours old` : `${Math.floor(minutes / 1440)} days old`;
}

const timeOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
