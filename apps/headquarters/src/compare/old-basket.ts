import { localDate, moneyText, quantityText } from '@app/protocol';
import { z } from 'zod';

/** A minute of the store's wall clock; a day alone means its noon. */
const localMinute = z.union([localDate.transform((day) => `${day}T12:00`), z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, 'not a day or minute')]); // prettier-ignore

const oldLine = z.strictObject({
  barcode: z.string().min(1).max(100),
  /** Pieces, or kilograms of what is weighed. */
  quantity: quantityText.default(quantityText.decode('1')),
  /** What the customer paid for the line after all discounts, with tax where the store's prices include it. */
  charged: moneyText,
});

/** A basket another system sold. */
export const oldBasket = z.strictObject({
  basket: z.string().min(1).max(80),
  date: localMinute,
  store: z.string().min(1).max(40),
  lines: z.array(oldLine).min(1).max(1_000),
});
export type OldBasket = z.output<typeof oldBasket>;
export type OldLine = OldBasket['lines'][number];
