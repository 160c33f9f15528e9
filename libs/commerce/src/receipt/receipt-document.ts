import type { FormatCell } from './receipt-format';

/** A receipt laid out: what stands where, for any paper. Renderers turn it into text, printer commands, PDF or HTML. */
export interface ReceiptDocument {
  /** BCP 47 tag of its language. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly blocks: readonly ReceiptBlock[];
}

/** A cell with its variables filled in. */
export type ReceiptCell = Omit<FormatCell, 'text'> & { readonly text: string };

export type ReceiptBlock =
  | { readonly kind: 'row'; readonly cells: readonly ReceiptCell[] }
  | { readonly kind: 'barcode' | 'qr'; readonly text: string }
  /** Base64 of a PNG or BMP file. */
  | { readonly kind: 'logo'; readonly image: string }
  | { readonly kind: 'rule' | 'space' };
