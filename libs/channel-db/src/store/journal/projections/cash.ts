import { insertRows, type Tx } from '@app/database';
import { currencyOf, invariant, parseAmount } from '@app/kernel';
import { cashMovementTable } from '../../tables/shifts';
import type { WireRecord } from './wire-record';

export async function projectCash(tx: Tx, { header, body }: WireRecord<'cash'>): Promise<void> {
  const { shiftId, channelId, registerId } = header;
  invariant(shiftId && channelId && registerId, 'cash moves in a shift of a register');
  await insertRows(tx, cashMovementTable, [
    {
      record_id: header.recordId,
      shift_id: shiftId,
      channel_id: channelId,
      register_id: registerId,
      kind: body.kind,
      tender_type_id: body.tenderTypeId,
      currency: body.currency,
      amount: parseAmount(body.amount, currencyOf(body.currency).minorDigits),
      reason: body.reason,
      staff_id: header.staffId,
      at: header.at,
    },
  ]);
}
