import type { ReceiptDocument } from '@app/commerce';
import { pdfOf } from './canvas/pdf';
import type { CodePage } from './escpos/code-pages';
import { escPosOf } from './escpos/escpos';

/** What is drawn rather than written. */
export type DrawnPaper =
  | { readonly format: 'escpos'; readonly columns: number; readonly codePage: CodePage; readonly kicksDrawer: boolean }
  | { readonly format: 'pdf'; readonly columns: number };

/** Draws a receipt somewhere; in production in a thread, in tests in place. */
export type Drawer = (document: ReceiptDocument, paper: DrawnPaper) => Promise<Uint8Array>;

export const drawHere: Drawer = (document, paper) => (paper.format === 'pdf' ? pdfOf(document, paper.columns) : escPosOf(document, paper));
