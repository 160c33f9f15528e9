import { codeColumn, defineTable, idColumn, keyColumn } from '@app/database';

/** Slips of bottle machines that sales paid out: each is good once in a store. A projection of sales, so that it comes back with them. */
export const depositSlipTable = defineTable(
  'deposit_slip',
  { channel_id: keyColumn(), code: codeColumn(40), transaction_id: idColumn(), line_id: idColumn() },
  { key: ['channel_id', 'code'] },
);
