import { RECEIPT_TYPES } from '@app/commerce';
import { businessKey, instant, uuid } from '@app/protocol';
import { z } from 'zod';

const printBody = z.object({
  printId: uuid,
  receiptType: z.enum(RECEIPT_TYPES),
  /** 0 is the original. */
  copy: z.int().min(0),
  outcome: z.enum(['printed', 'failed']),
  reason: z.string().nullable(),
  registerId: businessKey,
  staffId: businessKey.nullable(),
  reportedAt: instant,
});

/** What was printed of a sale, oldest first. */
export const printsBody = z
  .object({
    prints: z.array(printBody),
    /** Which copy the next receipt is; 0 is the original. */
    nextCopy: z.int().min(0),
  })
  .meta({ id: 'ReceiptPrints' });
export type PrintsBody = z.output<typeof printsBody>;
