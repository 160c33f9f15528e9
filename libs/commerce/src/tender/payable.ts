import { amount, roundToStep, type Amount } from '@app/kernel';
import type { TenderType } from '../pricing/pricing-book';

/** What closes the cart with this tender: cash can only be paid in its steps, a card pays to the minor unit, foreign money as it comes. */
export function payableWith(remaining: Amount, type: TenderType): Amount {
  return type.currency ? remaining : amount(roundToStep(remaining, type.roundingStep, type.roundingMode));
}
