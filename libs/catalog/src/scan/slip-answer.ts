import type { ScannedData } from '@app/channel-db';
import { labelValue, type Label } from '@app/commerce';
import { amount, formatAmount } from '@app/kernel';
import { viewOf, type PriceMoment } from '../product-view';
import type { ScanAnswer } from './scan-answer';

/** The answer for a slip of a bottle machine; undefined when its product is no deposit, or its digits are no money. */
export function slipAnswer(
  { row, rules }: ScannedData,
  moment: PriceMoment,
  label: Label,
  code: string,
  isUsed: boolean,
): ScanAnswer | undefined {
  const { code: currency, minorDigits } = rules.currency;
  const value = labelValue(label, minorDigits);
  if (!row?.product.isDeposit || value === undefined) return undefined;
  const { catalogVersion } = rules;
  return {
    kind: 'deposit-slip',
    product: viewOf(row, rules, moment),
    code,
    amount: formatAmount(amount(value), minorDigits),
    currency,
    isUsed,
    catalogVersion,
  };
}
