import { codeColumn, defineTable, idColumn, instantColumn, integerColumn, keyColumn, nullable, textColumn } from '@app/database';

/** What a register said of a receipt it printed, or could not print. Outside of records: a reprint changes no sale. */
export const receiptPrintTable = defineTable(
  'receipt_print',
  {
    print_id: idColumn(),
    transaction_id: idColumn(),
    receipt_type: codeColumn(20),
    /** 0 is the original. */
    copy_number: integerColumn(),
    outcome: codeColumn<'printed' | 'failed'>(10),
    /** Why it failed, as the register put it. */
    reason: nullable(textColumn(200)),
    channel_id: keyColumn(),
    register_id: keyColumn(),
    staff_id: nullable(keyColumn()),
    reported_at: instantColumn(),
  },
  { key: ['print_id'], indexes: [{ name: 'ix_receipt_print_transaction', columns: ['transaction_id'] }] },
);
