import { columnsOf, type Reader, type RowOf } from '@app/database';
import { amount, type Amount, type Instant, type LocalDate } from '@app/kernel';
import { shiftTable, type ShiftState } from '../tables/shifts';

type Row = RowOf<typeof shiftTable>;

export interface Shift {
  readonly shiftId: string;
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly registerId: string;
  readonly drawerId: string;
  readonly staffId: string | null;
  readonly state: ShiftState;
  readonly openedAt: Instant;
  /** The day its sales belong to, for its whole life. */
  readonly businessDate: LocalDate;
  readonly currency: string;
  readonly openingFloat: Amount;
  readonly closedAt: Instant | null;
  readonly zNumber: number | null;
}

const COLUMNS = columnsOf(shiftTable);

export async function findShift(reader: Reader, shiftId: string): Promise<Shift | undefined> {
  const row = await reader.first<Row>(`SELECT ${COLUMNS} FROM {shift} WHERE shift_id = ?`, [shiftId]);
  return row && shiftOf(row);
}

/** The one open shift of a drawer. */
export async function openShiftOf(reader: Reader, channelId: string, drawerId: string): Promise<Shift | undefined> {
  const row = await reader.first<Row>(`SELECT ${COLUMNS} FROM {shift} WHERE channel_id = ? AND drawer_id = ? AND state = 'open'`, [
    channelId,
    drawerId,
  ]);
  return row && shiftOf(row);
}

/** Shifts of a channel, latest first. */
export async function shiftsOf(reader: Reader, channelId: string, limit: number): Promise<Shift[]> {
  const sql = `SELECT ${COLUMNS} FROM {shift} WHERE channel_id = ? ORDER BY opened_at DESC, shift_id DESC`;
  return (await reader.page<Row>(sql, [channelId], limit)).map(shiftOf);
}

export async function openShifts(reader: Reader): Promise<Shift[]> {
  return (await reader.query<Row>(`SELECT ${COLUMNS} FROM {shift} WHERE state = 'open' ORDER BY channel_id, drawer_id`)).map(shiftOf);
}

/** How many shifts of a register were closed: the next Z report is one more. */
export async function lastZNumberOf(reader: Reader, channelId: string, registerId: string): Promise<number> {
  const row = await reader.first<{ z_number: number | null }>(
    'SELECT MAX(z_number) AS z_number FROM {shift} WHERE channel_id = ? AND register_id = ?',
    [channelId, registerId],
  );
  return row?.z_number ?? 0;
}

function shiftOf(row: Row): Shift {
  return {
    shiftId: row.shift_id,
    legalEntityId: row.legal_entity_id,
    channelId: row.channel_id,
    registerId: row.register_id,
    drawerId: row.drawer_id,
    staffId: row.staff_id,
    state: row.state,
    openedAt: row.opened_at,
    businessDate: row.business_date,
    currency: row.currency,
    openingFloat: amount(row.opening_float),
    closedAt: row.closed_at,
    zNumber: row.z_number,
  };
}
