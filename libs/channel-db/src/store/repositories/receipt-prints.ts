import { columnsOf, insertRows, type Reader, type RowOf, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { receiptPrintTable } from '../tables/prints';

type Row = RowOf<typeof receiptPrintTable>;

/** One attempt to print a receipt, as the register reported it. */
export interface ReceiptPrint {
  readonly printId: string;
  readonly transactionId: string;
  readonly receiptType: string;
  readonly copy: number;
  readonly outcome: Row['outcome'];
  readonly reason: string | null;
  readonly channelId: string;
  readonly registerId: string;
  readonly staffId: string | null;
  readonly reportedAt: Instant;
}

const COLUMNS = columnsOf(receiptPrintTable);

/** In the order in which they were reported. */
export async function printsOf(reader: Reader, transactionId: string): Promise<ReceiptPrint[]> {
  const rows = await reader.query<Row>(
    `SELECT ${COLUMNS} FROM {receipt_print} WHERE transaction_id = ? ORDER BY reported_at, copy_number, print_id`,
    [transactionId],
  );
  return rows.map(printOf);
}

export async function insertPrint(tx: Tx, print: ReceiptPrint): Promise<void> {
  await insertRows(tx, receiptPrintTable, [
    {
      print_id: print.printId,
      transaction_id: print.transactionId,
      receipt_type: print.receiptType,
      copy_number: print.copy,
      outcome: print.outcome,
      reason: print.reason,
      channel_id: print.channelId,
      register_id: print.registerId,
      staff_id: print.staffId,
      reported_at: print.reportedAt,
    },
  ]);
}

function printOf(row: Row): ReceiptPrint {
  return {
    printId: row.print_id,
    transactionId: row.transaction_id,
    receiptType: row.receipt_type,
    copy: row.copy_number,
    outcome: row.outcome,
    reason: row.reason,
    channelId: row.channel_id,
    registerId: row.register_id,
    staffId: row.staff_id,
    reportedAt: row.reported_at,
  };
}
