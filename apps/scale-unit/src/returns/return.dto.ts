import { freeText } from '@app/platform';
import { quantityText, uuid } from '@app/protocol';
import { z } from 'zod';

const returnedLine = z.strictObject({
  /** Of the new line. */
  lineId: uuid,
  /** The line as it was sold. */
  soldLineId: uuid,
  /** All that is left when absent. */
  quantity: quantityText.nullable().default(null),
});

export const returnDto = z
  .strictObject({
    /** Of the new cart. */
    transactionId: uuid,
    /** As printed; or the id of the sale. */
    receiptNumber: z.string().min(1).max(60).optional(),
    saleTransactionId: uuid.optional(),
    lines: z.array(returnedLine).min(1).max(1_000),
    reason: freeText(200).min(1),
  })
  .refine((given) => (given.receiptNumber === undefined) !== (given.saleTransactionId === undefined), {
    path: ['receiptNumber'],
    error: 'either a receipt number or a sale',
  })
  .meta({ id: 'NewReturn' });

export type ReturnDto = z.output<typeof returnDto>;
