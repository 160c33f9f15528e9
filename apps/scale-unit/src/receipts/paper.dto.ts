import { CODE_PAGES, type CodePage } from '@app/printing';
import { uuid } from '@app/protocol';
import { z } from 'zod';

/** How a receipt is wanted; most of it is what the register knows of its printer. */
const paperFields = {
  /** Characters of a line: 32 to 48 on a roll, 80 on a full page. */
  columns: z.coerce.number().int().min(24).max(120).default(40),
  /** Of text: as it is read, or as a printer without bidirectional text must get it. */
  order: z.enum(['logical', 'visual']).default('logical'),
  /** Of ESC/POS: the letters the printer has; any other line is printed as a picture. */
  codePage: z.enum(Object.keys(CODE_PAGES) as [CodePage, ...CodePage[]]).default('windows1252'),
  /** Of ESC/POS: opens the drawer first. */
  drawer: z.enum(['kick', 'leave']).default('leave'),
  /** BCP 47 tag; the store's own when absent. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'not a language')
    .optional(),
};

const lineIds = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(uuid).min(1).max(1_000));

/** What can be held in the hand. */
const papers = ['text', 'escpos', 'pdf', 'html'] as const;

export const paperQuery = z.strictObject({ ...paperFields, format: z.enum(papers).default('text') });

export const receiptQuery = z.strictObject({
  ...paperFields,
  /** `json` is the receipt as a value. */
  format: z.enum(['json', ...papers]).default('json'),
  type: z.enum(['receipt', 'gift-receipt', 'customer-copy']).default('receipt'),
  /** Ids of the lines a gift receipt is for, with commas between; all when absent. */
  lines: lineIds.optional(),
});

export const copyQuery = paperQuery.extend({ type: z.enum(['receipt', 'customer-copy']).default('receipt') });

/** Of an X or Z report; `json` is the report as a value. */
export const reportQuery = paperQuery.extend({ format: z.enum(['json', ...papers]).default('json') });

export const mailQuery = paperQuery.pick({ columns: true, language: true });

export type PaperQuery = z.output<typeof paperQuery>;
export type ReceiptQuery = z.output<typeof receiptQuery>;
export type CopyQuery = z.output<typeof copyQuery>;
export type ReportQuery = z.output<typeof reportQuery>;
export type MailQuery = z.output<typeof mailQuery>;
