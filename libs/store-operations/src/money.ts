import { currencyOf, DomainError, formatAmount, parseAmount, type Amount } from '@app/kernel';
import { storeError } from './errors';

/** An amount of the wire in the currency's own digits; a finer one is refused with the field that holds it. */
export function amountIn(currency: string, text: string, field: string): Amount {
  try {
    return parseAmount(text, currencyOf(currency).minorDigits);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw storeError('amount.malformed', error.message, { field });
  }
}

export const moneyText = (currency: string, value: Amount): string => formatAmount(value, currencyOf(currency).minorDigits);
export const moneyTextOrNull = (currency: string, value: Amount | null): string | null =>
  value === null ? null : moneyText(currency, value);
