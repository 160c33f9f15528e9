import type { Reader, Tx } from '@app/database';
import { z } from 'zod';

const days = (most: number) => z.int().min(1).max(most);

/** What an operator may set for the scheduler as a whole. */
export const parameters = z.object({
  /** Failed tries after which a session is canceled and somebody is told. */
  tryCount: z.int().min(1).max(20),
  /** Finished sessions and runs are shown this long. */
  sessionRetentionDays: days(3_650),
  /** What packages held is shown this long; one that nobody took in this time is made anew. */
  packageRetentionDays: days(3_650),
  /** A box away for longer gets a snapshot instead of a delta. */
  tombstoneRetentionDays: days(3_650),
  /** Seconds between polls of a box without a connection profile, when its long poll is not held. */
  pollSeconds: z.int().min(1).max(86_400),
  /** Seconds between looks of such a box for something to send up. */
  uploadSeconds: z.int().min(1).max(86_400),
  /** Minutes between looks at every box, whether anything changed or not. */
  sweepMinutes: z.int().min(1).max(1_440),
});
export type Parameters = z.output<typeof parameters>;

const DEFAULTS: Parameters = {
  tryCount: 3, sessionRetentionDays: 30, packageRetentionDays: 14, tombstoneRetentionDays: 90,
  pollSeconds: 180, uploadSeconds: 1, sweepMinutes: 15,
}; // prettier-ignore

export async function readParameters(reader: Reader): Promise<Parameters> {
  const rows = await reader.query<{ name: string; value: number }>(`SELECT name, value FROM {scheduler_parameter}`);
  const set = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  return parameters.parse({ ...DEFAULTS, ...set });
}

export async function setParameters(tx: Tx, changes: Partial<Parameters>): Promise<void> {
  for (const [name, value] of Object.entries(changes)) {
    await tx.run(`INSERT INTO {scheduler_parameter} (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, [
      name,
      value,
    ]);
  }
}
