import { freeText } from '@app/platform';
import { businessKey, quantityText, uuid } from '@app/protocol';
import { z } from 'zod';
import { newLineDto } from '../carts/cart.dto';

const returnedLine = z.strictObject({
  /** Of the new line. */
  lineId: uuid,
  /** The line as it was sold. */
  soldLineId: uuid,
  /** All that is left when absent. */
  quantity: quantityText.nullable().default(null),
});

/** As printed; or the id of the sale. */
const sale = { receiptNumber: z.string().min(1).max(60).optional(), saleTransactionId: uuid.optional() };
const returned = { lines: z.array(returnedLine).min(1).max(1_000), reason: freeText(200).min(1) };

const isOneSale = (given: { receiptNumber?: string | undefined; saleTransactionId?: string | undefined }): boolean =>
  (given.receiptNumber === undefined) !== (given.saleTransactionId === undefined);
const ONE_SALE = { path: ['receiptNumber'], error: 'either a receipt number or a sale' };

export const returnDto = z
  .strictObject({
    /** Of the new cart. */
    transactionId: uuid,
    ...sale,
    ...returned,
  })
  .refine(isOneSale, ONE_SALE)
  .meta({ id: 'NewReturn' });

export const returnLinesDto = z
  .strictObject({ ...sale, ...returned })
  .refine(isOneSale, ONE_SALE)
  .meta({ id: 'ReturnLines' });

export const blindReturnDto = z
  .strictObject({
    /** What comes back and how much of it; a keyed price only where the product's price is keyed. */
    lines: z.array(newLineDto).min(1).max(1_000),
    reason: freeText(200).min(1),
    /** What stands in for the receipt: an order number, what the customer showed. */
    reference: freeText(200).min(1),
  })
  .meta({ id: 'BlindReturn' });

export const refundOverrideDto = z.strictObject({ tenderTypeId: businessKey }).meta({ id: 'RefundOverride' });

export type RefundOverrideDto = z.output<typeof refundOverrideDto>;
export type ReturnDto = z.output<typeof returnDto>;
export type ReturnLinesDto = z.output<typeof returnLinesDto>;
export type BlindReturnDto = z.output<typeof blindReturnDto>;
