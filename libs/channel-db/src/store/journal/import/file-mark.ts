import { statSync } from 'node:fs';
import type { Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import type { BoxState } from '../../tables/box';
import { activeDevices } from './awaited-devices';
import { fallBehindAsOlderCopy } from './behind';

/** Names a file as its disk knows it: a copy has the same content and another mark. Where nothing tells its birth, the inode alone. */
export function fileMarkOf(file: string): string {
  const { ino, birthtimeNs } = statSync(file, { bigint: true });
  return birthtimeNs === 0n ? `${ino}` : `${ino}/${birthtimeNs}`;
}

/**
 * The store lies in this file. In another one than before it was put back, cloned or moved, and may be older than its registers:
 * docs/adr/0006. The first time there is nothing to compare with; without devices nobody can hold more.
 */
export async function presentFile(tx: Tx, mark: string, now: Instant): Promise<void> {
  const box = await tx.first<{ file_mark: string | null; state: BoxState }>('SELECT file_mark, state FROM {box} WHERE box_number = 1');
  if (!box || box.file_mark === mark) return;
  await tx.run('UPDATE {box} SET file_mark = ? WHERE box_number = 1', [mark]);
  if (box.file_mark === null || box.state === 'superseded' || (await activeDevices(tx)).length === 0) return;
  await fallBehindAsOlderCopy(tx, { reason: 'store-file' }, now);
}
