import { insertRows, isUniqueViolation, type RowOf, type Tx } from '@app/database';
import { currencyOf, DomainError, invariant, parseAmount } from '@app/kernel';
import type { RecordHeader } from '@app/protocol';
import { shiftTable } from '../../tables/shifts';
import type { Origin, WireRecord } from './wire-record';

/** One shift of a drawer is open at a time. */
export async function projectShiftOpen(tx: Tx, { header, body }: WireRecord<'shift-open'>, origin: Origin): Promise<void> {
  const row: RowOf<typeof shiftTable> = {
    ...identityOf(header),
    state: 'open',
    opened_at: body.openedAt,
    currency: body.currency,
    opening_float: parseAmount(body.float, currencyOf(body.currency).minorDigits),
    closed_at: null,
    z_number: null,
  };
  if (origin === 'capsule') return openFromCapsule(tx, row);
  try {
    await insertRows(tx, shiftTable, [row]);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new DomainError('shift.drawer-in-use', 'the drawer has an open shift', { drawerId: row.drawer_id }, { cause: error });
  }
}

/** The closing may have come first; and an older shift that still looks open was closed by a record that is not here yet. */
async function openFromCapsule(tx: Tx, row: RowOf<typeof shiftTable>): Promise<void> {
  const { changes } = await tx.run('UPDATE {shift} SET opening_float = ? WHERE shift_id = ?', [row.opening_float, row.shift_id]);
  if (changes > 0) return;
  await tx.run("UPDATE {shift} SET state = 'unclosed' WHERE channel_id = ? AND drawer_id = ? AND state = 'open'", [
    row.channel_id,
    row.drawer_id,
  ]);
  await insertRows(tx, shiftTable, [row]);
}

export async function projectShiftClose(tx: Tx, { header, body }: WireRecord<'shift-close'>): Promise<void> {
  const identity = identityOf(header);
  const { changes } = await tx.run("UPDATE {shift} SET state = 'closed', closed_at = ?, z_number = ? WHERE shift_id = ?", [
    body.closedAt,
    body.zNumber,
    identity.shift_id,
  ]);
  if (changes > 0) return;
  await insertRows(tx, shiftTable, [
    {
      ...identity,
      state: 'closed',
      opened_at: body.openedAt,
      currency: body.currency,
      opening_float: 0,
      closed_at: body.closedAt,
      z_number: body.zNumber,
    },
  ]);
}

function identityOf(header: RecordHeader) {
  const { shiftId, legalEntityId, channelId, registerId, drawerId, businessDate } = header;
  invariant(shiftId && legalEntityId && channelId && registerId && drawerId && businessDate, 'a shift belongs to a drawer and a day');
  return {
    shift_id: shiftId,
    legal_entity_id: legalEntityId,
    channel_id: channelId,
    register_id: registerId,
    drawer_id: drawerId,
    staff_id: header.staffId,
    business_date: businessDate,
  };
}
