import type { Reader, Tx } from '@app/database';

/** A hold that nobody lengthens any more, because its process ended, is over after this long. */
const HOLD_MS = 60_000;

/**
 * Holds back what runs on change while a file is taken in piece by piece, so that it goes down as one.
 * Called again with every piece; the hold ends with `releaseChanges`, or by itself.
 */
export async function holdChanges(tx: Tx, holdId: string, now: number): Promise<void> {
  await tx.run(
    `INSERT INTO {change_hold} (hold_id, ends_at) VALUES (?, ?) ON CONFLICT (hold_id) DO UPDATE SET ends_at = excluded.ends_at`,
    [holdId, now + HOLD_MS],
  );
}

export async function releaseChanges(tx: Tx, holdId: string): Promise<void> {
  await tx.run(`DELETE FROM {change_hold} WHERE hold_id = ?`, [holdId]);
}

export async function areChangesHeld(reader: Reader, now: number): Promise<boolean> {
  return (await reader.first(`SELECT 1 AS found FROM {change_hold} WHERE ends_at > ? LIMIT 1`, [now])) !== undefined;
}
