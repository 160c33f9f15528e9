import { freeText } from '@app/platform';
import { uuid } from '@app/protocol';
import { z } from 'zod';

export const printDto = z
  .strictObject({
    /** Of this attempt to print, made by the register. */
    printId: uuid,
    receiptType: z.enum(['sale', 'return', 'gift-receipt', 'customer-copy']),
    /** As the header `Receipt-Copy` of the receipt said: 0 is the original. */
    copy: z.int().min(0).max(10_000),
    outcome: z.enum(['printed', 'failed']),
    /** Why it failed: no paper, no connection. */
    reason: freeText(200).nullable().default(null),
  })
  .meta({ id: 'ReceiptPrint' });
export type PrintDto = z.output<typeof printDto>;

/** A mail that whoever sends mail may send. */
export const mailBody = z.object({ subject: z.string(), html: z.string(), text: z.string() }).meta({ id: 'ReceiptMail' });
export type MailBody = z.output<typeof mailBody>;
