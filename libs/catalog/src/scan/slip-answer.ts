import { labelValue, type Label } from '@app/commerce';
import { amount, formatAmount } from '@app/kernel';
import { viewIn, type PriceMoment } from '../product-view';
import type { FoundArticle } from './article-answer';
import type { ScanAnswer } from './scan-answer';

/** The answer for a slip of a bottle machine; undefined when its product is no deposit, or its digits are no money. */
export function slipAnswer(
  { barcode, book, rules }: FoundArticle,
  moment: PriceMoment,
  label: Label,
  code: string,
  isUsed: boolean,
): ScanAnswer | undefined {
  const { code: currency, minorDigits } = rules.currency;
  const product = barcode && viewIn(book, barcode.productId, rules, moment);
  const value = labelValue(label, minorDigits);
  if (!barcode || !product || value === undefined || !book.products.get(barcode.productId)?.isDeposit) return undefined;
  const { catalogVersion } = book;
  return { kind: 'deposit-slip', product, code, amount: formatAmount(amount(value), minorDigits), currency, isUsed, catalogVersion };
}
