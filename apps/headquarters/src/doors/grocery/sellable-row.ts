import { parseUnitPrice, type CodeRefusal } from '@app/kernel';
import { importedCode, type WrongCheckDigits } from '../imported-code';
import type { GroceryRow } from './grocery-file';

export type RowRefusal = 'no-price' | 'malformed-price' | 'no-name' | 'name-too-long' | 'duplicate-code' | CodeRefusal;

export type JudgedRow =
  | { readonly kind: 'sellable'; readonly row: GroceryRow; /** Key of product and barcode within the chain. */ readonly code: string }
  | { readonly kind: 'refused'; readonly row: GroceryRow; readonly reason: RowRefusal };

const LONGEST_NAME = 200;

/** A row can be sold when it has a price above zero, a name, and a code that stands for an article. */
export function judgeRow(row: GroceryRow, wrongCheckDigits: WrongCheckDigits): JudgedRow {
  const price = priceOf(row.price);
  if (price === undefined) return refused(row, 'malformed-price');
  if (price <= 0) return refused(row, 'no-price');
  if (row.name === '') return refused(row, 'no-name');
  if (row.name.length > LONGEST_NAME) return refused(row, 'name-too-long');
  const code = importedCode(row.barcode, wrongCheckDigits);
  return code.kind === 'refused' ? refused(row, code.reason) : { kind: 'sellable', row, code: code.key };
}

export function refused(row: GroceryRow, reason: RowRefusal): JudgedRow {
  return { kind: 'refused', row, reason };
}

function priceOf(text: string): number | undefined {
  if (text === '') return 0;
  try {
    return parseUnitPrice(text);
  } catch {
    return undefined;
  }
}
