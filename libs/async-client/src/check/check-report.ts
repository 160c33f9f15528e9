import { findSetting, saveSetting } from '@app/channel-db';
import type { Reader, Tx } from '@app/database';
import { instant, shortText, uuid } from '@app/protocol';
import { z } from 'zod';

const namedRecord = z.object({ recordId: uuid, type: shortText, receiptNumber: z.string().nullable(), counter: z.int() });

/** What the last comparison with headquarters found. */
export const checkReport = z
  .object({
    checkedAt: instant,
    records: z.object({
      /** How many were compared. */
      recordCount: z.int(),
      /** Acknowledged once, and not at headquarters any more. */
      missing: z.array(namedRecord),
      /** Of those, how many headquarters has again. */
      restoredCount: z.int(),
      /** At headquarters with another content. */
      different: z.array(namedRecord),
    }),
    content: z.object({
      rowCount: z.int(),
      differences: z.array(
        z.object({
          entity: z.string(),
          /** Null for rows that all channels share. */
          channelId: z.string().nullable(),
          /** How many of the 256 parts of the rows differ. */
          partCount: z.int(),
          ownRowCount: z.int(),
          theirRowCount: z.int(),
          isRepaired: z.boolean(),
        }),
      ),
      /** Parts that could not be compared because something was on its way. */
      movingCount: z.int(),
    }),
  })
  .meta({ id: 'ExchangeCheck' });
export type CheckReport = z.output<typeof checkReport>;

/** How much was found, and how much of it still stands. */
export function countsOf({ records, content }: CheckReport): { readonly foundCount: number; readonly openCount: number } {
  const open = content.differences.filter(({ isRepaired }) => !isRepaired).length;
  const lost = records.missing.length;
  return {
    foundCount: lost + records.different.length + content.differences.length,
    openCount: Math.max(0, lost - records.restoredCount) + records.different.length + open,
  };
}

const NAME = 'exchange.check';

/** Undefined before the first check. */
export async function lastCheck(reader: Reader): Promise<CheckReport | undefined> {
  return checkReport.safeParse(await findSetting(reader, NAME)).data;
}

export const keepCheck = (tx: Tx, report: CheckReport): Promise<void> => saveSetting(tx, NAME, report, report.checkedAt);
