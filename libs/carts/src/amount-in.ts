import { DomainError, parseAmount, type Amount, type Currency } from '@app/kernel';
import { sellingError } from './errors';

/** An amount as a register wrote it, in a currency; refused at its field where it is none of it. */
export function amountIn({ minorDigits }: Currency, text: string, field: string): Amount {
  try {
    return parseAmount(text, minorDigits);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw sellingError('amount.malformed', cause.message, { field, minorDigits });
  }
}
