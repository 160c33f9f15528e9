import { insertRows, isUniqueViolation, type Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import type { RecordBody, RecordHeader } from '@app/protocol';
import { isSlipPaid } from '../../repositories/deposit-slips';
import { depositSlipTable } from '../../tables/deposit-slips';
import type { Origin } from './wire-record';

/** Takes the slips that a sale pays out. Of two registers with one slip the second is refused; what a capsule brings has happened. */
export async function takeDepositSlips(
  tx: Tx,
  { recordId, channelId, at }: RecordHeader,
  lines: RecordBody<'sale'>['lines'],
  origin: Origin,
): Promise<void> {
  for (const { lineId, depositSlip, isVoided } of lines) {
    if (!depositSlip || isVoided || channelId === null) continue;
    const { code } = depositSlip;
    const row = { channel_id: channelId, code, transaction_id: recordId, line_id: lineId };
    const isTaken = (await isSlipPaid(tx, channelId, code, at)) || !(await isInserted(tx, row));
    if (isTaken && origin === 'here') throw new DomainError('deposit-slip.used', 'the slip was paid out before', { lineId });
  }
}

/** False when another transaction of the server was quicker. */
async function isInserted(tx: Tx, row: { channel_id: string; code: string; transaction_id: string; line_id: string }): Promise<boolean> {
  try {
    await insertRows(tx, depositSlipTable, [row]);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
