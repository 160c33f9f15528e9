import type { ReceiptType } from './receipt-format';

/** One attempt to print, as its register reported it. */
export interface ReportedPrint {
  readonly receiptType: string;
  readonly outcome: 'printed' | 'failed';
}

/** A sale has one receipt, whatever it is called; a gift receipt is no proof of payment and is never counted. */
const COUNTED: Readonly<Record<string, readonly ReceiptType[]>> = {
  'sale': ['sale', 'return'],
  'return': ['sale', 'return'],
  'customer-copy': ['customer-copy'],
}; // prettier-ignore

/** Which copy the next paper is: 0, the original, until one was printed. What failed to print is printed again as what it was. */
export function nextCopy(prints: readonly ReportedPrint[], type: ReceiptType): number {
  const types: readonly string[] = COUNTED[type] ?? [];
  return prints.filter(({ receiptType, outcome }) => outcome === 'printed' && types.includes(receiptType)).length;
}
