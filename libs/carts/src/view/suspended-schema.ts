import { businessKey, currencyCode, moneyText, shortText, uuid } from '@app/protocol';
import { z } from 'zod';
import { cartBody, suspension } from './cart-schema';

/** A basket that waits. */
export const suspendedCartBody = z
  .object({
    transactionId: uuid,
    mode: z.enum(['live', 'training']),
    registerId: businessKey,
    currency: currencyCode,
    gross: moneyText,
    lineCount: z.int(),
    suspended: suspension,
    /** To whom its prices were quoted; null on a basket that is priced anew. */
    quotedTo: shortText.nullable(),
    /** It cannot be recalled any more. */
    isExpired: z.boolean(),
  })
  .meta({ id: 'SuspendedCart' });
export type SuspendedCart = z.output<typeof suspendedCartBody>;

/** A basket that goes on, and what its prices of now make of it. */
export const recalledCartBody = z
  .object({
    cart: cartBody,
    /** What it came to when it was put aside, and how much more or less it is now. */
    grossBefore: moneyText,
    difference: moneyText,
    /** Lines that come to another amount. */
    changes: z.array(z.object({ lineId: uuid, before: moneyText, now: moneyText })),
  })
  .meta({ id: 'RecalledCart' });
export type RecalledCart = z.output<typeof recalledCartBody>;
