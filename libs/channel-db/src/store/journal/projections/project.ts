import type { Tx } from '@app/database';
import type { RecordBody } from '@app/protocol';
import { projectCash } from './cash';
import { projectSale } from './sale';
import { projectShiftClose, projectShiftOpen } from './shift';
import type { Origin, WireRecord } from './wire-record';

/** Writes the rows that a record stands for, from the record alone. */
export async function project(tx: Tx, { header, body }: WireRecord, origin: Origin): Promise<void> {
  switch (header.type) {
    case 'sale':
    case 'training-sale':
      return projectSale(tx, { header, body: body as RecordBody<'sale'> }, origin);
    case 'shift-open':
      return projectShiftOpen(tx, { header, body: body as RecordBody<'shift-open'> }, origin);
    case 'shift-close':
      return projectShiftClose(tx, { header, body: body as RecordBody<'shift-close'> });
    case 'cash':
      return projectCash(tx, { header, body: body as RecordBody<'cash'> });
    case 'void':
    case 'quotation':
    case 'audit':
      return;
  }
}
