import { z } from 'zod';
import { businessKey } from '../texts';
import { defineEntity } from './define-entity';

const text = z.string().max(200);
const variable = z
  .string()
  .regex(/^!?[A-Za-z.]{1,60}$/, 'not the name of a variable')
  .optional();
const cell = z.strictObject({
  text,
  width: z.union([z.int().min(1).max(120), z.enum(['fit', 'rest'])]),
  align: z.enum(['start', 'center', 'end']),
  isBold: z.boolean().optional(), isWide: z.boolean().optional(), isTall: z.boolean().optional(),
}); // prettier-ignore
const row = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cells'), when: variable, cells: z.array(cell).min(1).max(8) }),
  z.strictObject({ kind: z.enum(['barcode', 'qr']), when: variable, text }),
  z.strictObject({ kind: z.enum(['logo', 'rule', 'space']), when: variable }),
]);
const section = z.strictObject({ each: z.enum(['receipt', 'line', 'tender', 'tax', 'ordered']), rows: z.array(row).min(1).max(100) });

/** What stands where on a receipt: sections, one after another. docs/receipts.md names the variables. */
export const receiptLayout = z.array(section).min(1).max(50);

/**
 * How a receipt of one type looks in a store (field notes 5.10). The layout is JSON in a text, so that its bytes are the same
 * wherever they are digested; the logo is a PNG or BMP file in base64.
 */
export const receiptFormatEntity = defineEntity({
  name: 'receiptFormat', job: '1090', scope: 'channel', key: ['channelId', 'receiptType'],
  schema: z.object({
    channelId: businessKey,
    receiptType: z.enum(['sale', 'return', 'gift-receipt', 'customer-copy', 'suspended', 'x-report', 'z-report']),
    printBehaviour: z.enum(['always', 'never', 'prompt', 'as-required']),
    layout: z.string().max(40_000).refine(isLayout, 'not a layout'),
    logo: z.string().max(40_000).regex(/^[A-Za-z0-9+/]*={0,2}$/, 'not base64').nullable(),
  }),
}); // prettier-ignore

function isLayout(json: string): boolean {
  try {
    return receiptLayout.safeParse(JSON.parse(json)).success;
  } catch {
    return false;
  }
}
