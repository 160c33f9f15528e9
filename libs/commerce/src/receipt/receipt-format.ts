/** What can be printed. Each has a format of its own (field.md 5.10: formats by receipt type). */
export const RECEIPT_TYPES = ['sale', 'return', 'gift-receipt', 'customer-copy', 'suspended', 'x-report', 'z-report'] as const;
export type ReceiptType = (typeof RECEIPT_TYPES)[number];

/** `as-required`: only when somebody asks for it. The register reads it; nothing here prints by itself. */
type PrintBehaviour = 'always' | 'never' | 'prompt' | 'as-required';

/**
 * How a receipt looks: data, so that a chain changes it without a release. Sections are printed one after another; rows of a section
 * that is not `receipt` are repeated for each line, tender, tax or ordered line.
 */
export interface ReceiptFormat {
  readonly printBehaviour: PrintBehaviour;
  readonly sections: readonly FormatSection[];
  /** A PNG or BMP file in base64, for rows of kind `logo`. */
  readonly logo: string | null;
}

export interface FormatSection {
  readonly each: 'receipt' | 'line' | 'tender' | 'tax' | 'ordered';
  readonly rows: readonly FormatRow[];
}

interface Conditional {
  /** A variable: without a value for it the row is left out; `!name` leaves it out with one. */
  readonly when?: string | undefined;
}

export interface CellsRow extends Conditional {
  readonly kind: 'cells';
  readonly cells: readonly FormatCell[];
}

/** `text` of codes and cells may name variables: `Receipt {receiptNumber}`. */
export type FormatRow =
  | CellsRow
  | (Conditional & { readonly kind: 'barcode' | 'qr'; readonly text: string })
  | (Conditional & { readonly kind: 'logo' | 'rule' | 'space' });

export interface FormatCell {
  readonly text: string;
  /** In columns; `fit` is as wide as its text, `rest` shares what the others leave. */
  readonly width: number | 'fit' | 'rest';
  /** `start` is the left in English and the right in Hebrew. */
  readonly align: 'start' | 'center' | 'end';
  readonly isBold?: boolean | undefined;
  /** Double width: every character takes two columns. */
  readonly isWide?: boolean | undefined;
  /** Double height. */
  readonly isTall?: boolean | undefined;
}
