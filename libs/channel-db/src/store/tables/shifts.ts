import {
  amountColumn, codeColumn, dateColumn, defineTable, idColumn, instantColumn, integerColumn, keyColumn, nullable, textColumn,
} from '@app/database'; // prettier-ignore

/** `unclosed`: a later shift of the drawer came in by capsule, and the record that closed this one did not. */
export type ShiftState = 'open' | 'closed' | 'unclosed';

/** A projection of shift-open and shift-close records; one open shift per drawer. */
export const shiftTable = defineTable(
  'shift',
  {
    shift_id: idColumn(),
    legal_entity_id: keyColumn(),
    channel_id: keyColumn(),
    register_id: keyColumn(),
    drawer_id: keyColumn(),
    staff_id: nullable(keyColumn()),
    state: codeColumn<ShiftState>(10),
    opened_at: instantColumn(),
    business_date: dateColumn(),
    currency: codeColumn(3),
    opening_float: amountColumn(),
    closed_at: nullable(instantColumn()),
    z_number: nullable(integerColumn()),
  },
  {
    key: ['shift_id'],
    indexes: [
      { name: 'ux_shift_open_drawer', columns: ['channel_id', 'drawer_id'], isUnique: true, where: "state = 'open'" },
      { name: 'ix_shift_opened', columns: ['channel_id', 'opened_at', 'shift_id'] },
    ],
  },
);

export const cashMovementTable = defineTable(
  'cash_movement',
  {
    record_id: idColumn(),
    shift_id: idColumn(),
    channel_id: keyColumn(),
    register_id: keyColumn(),
    kind: codeColumn<'float' | 'paid-in' | 'paid-out' | 'safe-drop' | 'count'>(10),
    tender_type_id: keyColumn(),
    currency: codeColumn(3),
    /** Positive into the drawer; a count states what was found. */
    amount: amountColumn(),
    reason: nullable(textColumn(200)),
    staff_id: nullable(keyColumn()),
    at: instantColumn(),
  },
  { key: ['record_id'], indexes: [{ name: 'ix_cash_movement_shift', columns: ['shift_id'] }] },
);
