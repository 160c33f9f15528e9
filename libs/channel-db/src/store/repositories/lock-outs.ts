import { upsertRows, type Reader, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { lockOutTable } from '../tables/devices';

export interface LockOutKey {
  readonly channelId: string;
  readonly staffId: string;
  readonly deviceId: string;
}

export interface LockOut {
  readonly failures: number;
  readonly lastFailedAt: Instant;
  /** Null while the worker may still try. */
  readonly lockedUntil: Instant | null;
}

const OF_KEY = 'channel_id = ? AND staff_id = ? AND device_id = ?';
const values = ({ channelId, staffId, deviceId }: LockOutKey) => [channelId, staffId, deviceId];

export async function findLockOut(reader: Reader, key: LockOutKey): Promise<LockOut | undefined> {
  const row = await reader.first<{ failures: number; last_failed_at: number; locked_until: number | null }>(
    `SELECT failures, last_failed_at, locked_until FROM {lock_out} WHERE ${OF_KEY}`,
    values(key),
  );
  return row && { failures: row.failures, lastFailedAt: row.last_failed_at, lockedUntil: row.locked_until };
}

/** How long to lock after so many failures is the caller's rule. */
export async function saveFailure(tx: Tx, key: LockOutKey, lockOut: LockOut): Promise<void> {
  await upsertRows(tx, lockOutTable, [
    {
      channel_id: key.channelId,
      staff_id: key.staffId,
      device_id: key.deviceId,
      failures: lockOut.failures,
      last_failed_at: lockOut.lastFailedAt,
      locked_until: lockOut.lockedUntil,
    },
  ]);
}

export async function forgiveFailures(tx: Tx, key: LockOutKey): Promise<void> {
  await tx.run(`DELETE FROM {lock_out} WHERE ${OF_KEY}`, values(key));
}
