import { listedTransaction } from '@app/carts';
import type { SaleCursor } from '@app/channel-db';
import { isUuid } from '@app/kernel';
import { z } from 'zod';

/** Where a page ended, as an opaque text. */
const cursor = z.string().max(120).transform((text, context): SaleCursor => {
  const [at, transactionId = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  if (/^\d{1,15}$/.test(at ?? '') && isUuid(transactionId)) return { at: Number(at), transactionId };
  context.issues.push({ code: 'custom', input: text, message: 'not a cursor' });
  return z.NEVER;
}); // prettier-ignore

export function cursorText({ at, transactionId }: SaleCursor): string {
  return Buffer.from(`${at} ${transactionId}`, 'utf8').toString('base64url');
}

export const transactionQuery = z.strictObject({
  receiptNumber: z.string().min(1).max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursor.optional(),
});

export const transactionPage = z
  .object({ items: z.array(listedTransaction), /** Null on the last page. */ next: z.string().nullable() })
  .meta({ id: 'TransactionPage' });

export type TransactionQuery = z.output<typeof transactionQuery>;
export type TransactionPage = z.output<typeof transactionPage>;
