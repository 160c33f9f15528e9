import { z } from 'zod';
import { currencyCode, instant, moneyText, shortText, uuid } from '../texts';
import { saleLine } from './sale';

/** What somebody was quoted, and until when it holds. No money moved and nothing was handed over. */
export const quotationBody = z.object({
  /** Of the basket: a sale that comes of it has this transaction id. */
  transactionId: uuid,
  /** On the slip, also as a barcode. */
  slipNumber: shortText,
  customerName: shortText,
  currency: currencyCode,
  expiresAt: instant,
  lines: z.array(saleLine).min(1),
  totals: z.object({ net: moneyText, tax: moneyText, gross: moneyText }),
});
