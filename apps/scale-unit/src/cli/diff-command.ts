import type { CheckReport } from '@app/async-client';
import type { Command } from 'commander';
import type { CommandLineParts } from './command-line-parts';
import { ManagementClient } from './management-client';

/** `exchange diff`: whether both sides hold the same. */
export function addDiffCommand(exchange: Command, { settings, say }: CommandLineParts): void {
  exchange
    .command('diff')
    .description('Compares sales and other records, and the rows of the catalog, with headquarters.')
    .option('--repair', 'fetch rows that differ again', false)
    .option('--last', 'only show what the last comparison found', false)
    .option('--json', 'everything, for programs')
    .action(async ({ repair, last, json }: { repair: boolean; last: boolean; json?: boolean }) => {
      const unit = new ManagementClient(settings());
      const report = last ? await lastReport(unit) : ((await unit.post('/exchange/check', { repairs: repair })) as CheckReport);
      if (json) say(JSON.stringify(report, null, 2));
      else checkLines(report).forEach((line) => say(line));
    });
}

async function lastReport(unit: ManagementClient): Promise<CheckReport | null> {
  return ((await unit.get('/exchange/check')) as { last: CheckReport | null }).last;
}

/** What a comparison found, in words, a line each. */
function checkLines(report: CheckReport | null): string[] {
  if (!report) return ['Nothing was compared yet.'];
  const { checkedAt, records, content } = report;
  const name = ({ receiptNumber, type, counter }: CheckReport['records']['missing'][number]) =>
    receiptNumber === null ? `${type} ${counter}` : `receipt ${receiptNumber}`;
  return [
    `Compared at ${new Date(checkedAt).toISOString()}: ${records.recordCount} records, ${content.rowCount} rows.`,
    ...records.missing.map((record) => `Headquarters had lost ${name(record)}.`),
    ...(records.missing.length === 0 ? [] : [`${records.restoredCount} records were sent again and are held.`]),
    ...records.different.map((record) => `Headquarters holds another ${name(record)}.`),
    ...content.differences.map(
      ({ entity, channelId, partCount, ownRowCount, theirRowCount, isRepaired }) =>
        `${entity}${channelId === null ? '' : ` of ${channelId}`}: ${partCount} of 256 parts differed, ${ownRowCount} rows here, ` +
        `${theirRowCount} at headquarters; ${isRepaired ? 'mended' : 'not mended'}.`,
    ),
    ...(content.movingCount === 0 ? [] : [`${content.movingCount} parts were on their way and are compared next time.`]),
    ...(records.missing.length + records.different.length + content.differences.length === 0 ? ['Both sides hold the same.'] : []),
  ];
}
