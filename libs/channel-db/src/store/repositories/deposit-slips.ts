import type { Reader, Tx } from '@app/database';
import type { Instant } from '@app/kernel';

const DAY_MS = 86_400_000;
/** Machines number their slips round and round: after so long a code is another slip's. */
const SLIP_LIFE_MS = 180 * DAY_MS;

interface PaidSlip {
  readonly transactionId: string;
  /** It was paid out so long ago that the code is free again. */
  readonly isFreeAgain: boolean;
}

/** Where a slip was paid out in a store; undefined for one that is good there, also again. */
export async function findDepositSlip(reader: Reader, channelId: string, code: string, now: Instant): Promise<PaidSlip | undefined> {
  const slip = await paidSlip(reader, channelId, code, now);
  return slip?.isFreeAgain ? undefined : slip;
}

/** Lets go of a code that is free again; whether the slip was paid out and is not. Of two at once only the one that is known goes. */
export async function isSlipPaid(tx: Tx, channelId: string, code: string, now: Instant): Promise<boolean> {
  const slip = await paidSlip(tx, channelId, code, now);
  if (!slip?.isFreeAgain) return slip !== undefined;
  const known = [channelId, code, slip.transactionId];
  await tx.run('DELETE FROM {deposit_slip} WHERE channel_id = ? AND code = ? AND transaction_id = ?', known);
  return false;
}

async function paidSlip(reader: Reader, channelId: string, code: string, now: Instant): Promise<PaidSlip | undefined> {
  const row = await reader.first<{ transaction_id: string; paid_at: number | null }>(
    'SELECT d.transaction_id AS transaction_id, s.at AS paid_at FROM {deposit_slip} AS d ' +
      'LEFT JOIN {sale} AS s ON s.transaction_id = d.transaction_id WHERE d.channel_id = ? AND d.code = ?',
    [channelId, code],
  );
  return row && { transactionId: row.transaction_id, isFreeAgain: row.paid_at !== null && row.paid_at < now - SLIP_LIFE_MS };
}
