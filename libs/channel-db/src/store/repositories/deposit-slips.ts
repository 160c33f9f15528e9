import type { Reader } from '@app/database';

/** Where a slip was paid out in a store; undefined for one that is still good there. */
export async function findDepositSlip(reader: Reader, channelId: string, code: string): Promise<{ transactionId: string } | undefined> {
  const row = await reader.first<{ transaction_id: string }>(
    'SELECT transaction_id FROM {deposit_slip} WHERE channel_id = ? AND code = ?',
    [channelId, code],
  );
  return row && { transactionId: row.transaction_id };
}
