import { businessKey, capsule, currencyCode, instant, localDate, moneyText, recordHeader, saleBody, uuid } from '@app/protocol';
import { z } from 'zod';

export const listedTransaction = z
  .object({
    transactionId: uuid,
    receiptNumber: z.string(),
    registerId: businessKey,
    mode: z.enum(['live', 'training']),
    at: instant,
    businessDate: localDate,
    staffId: businessKey.nullable(),
    currency: currencyCode,
    gross: moneyText,
    lineCount: z.int(),
  })
  .meta({ id: 'ListedTransaction' });
export type ListedTransaction = z.output<typeof listedTransaction>;

/** A finished sale: its record as it was made, and what has come back since. */
export const transactionBody = z
  .object({
    transactionId: uuid,
    header: recordHeader,
    record: saleBody,
    returned: z.array(z.object({ lineId: uuid, quantity: z.string() })),
    capsule,
  })
  .meta({ id: 'Transaction' });
export type TransactionBody = z.input<typeof transactionBody>;
