import { DomainError, parseQuantity, parseRate, parseUnitPrice, formatQuantity, formatRate, formatUnitPrice } from '@app/kernel';
import { isUuid, type Quantity, type Rate, type UnitPrice } from '@app/kernel';
import { z } from 'zod';

/** Wire forms of scaled integers: decimal strings on the wire, branded integers inside. */
function decimalText<Value extends number>(name: string, parse: (text: string) => Value, format: (value: Value) => string) {
  return z.codec(
    z.string().max(24),
    z.custom<Value>((value) => Number.isSafeInteger(value), { error: `not a ${name}` }),
    {
      decode: (text, context) => {
        try {
          return parse(text);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          context.issues.push({ code: 'custom', input: text, message: error.message });
          return z.NEVER;
        }
      },
      encode: format,
    },
  );
}

export const unitPriceText = decimalText<UnitPrice>('unit price', parseUnitPrice, (value) => formatUnitPrice(value));
export const quantityText = decimalText<Quantity>('quantity', parseQuantity, formatQuantity);
export const rateText = decimalText<Rate>('rate', parseRate, formatRate);
/** An amount of money as a decimal text; how many digits it may have depends on the currency beside it. */
export const moneyText = z.string().regex(/^-?\d{1,16}(\.\d{1,4})?$/, 'not an amount');
/** A decimal that is not negative and stays a text: what it counts stands beside it. */
export const decimalDigits = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'not a decimal');
/** An integer beyond 2^53: perpetual totals and sums in minor units. */
export const bigintText = z.string().regex(/^-?\d{1,30}$/, 'not an integer');

export const uuid = z.string().refine(isUuid, 'not a lower-case UUID');
export const businessKey = z.string().min(1).max(40);
export const shortText = z.string().max(200);
export const jobId = z.string().regex(/^[A-Za-z0-9-]{1,20}$/, 'not the number of a job');
export const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'not a date');
/** `14:30` on a store's wall clock. */
export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'not a time of day');
export const instant = z.int().min(0);
export const digestHex = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 digest');
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'not a currency code');
export const counter = z.int().min(1);

/** How a tender moves money: in the drawer, by a terminal, or on an account that headquarters keeps. */
export const tenderFunction = z.enum(['cash', 'card', 'gift-card', 'credit-memo', 'voucher', 'customer-account', 'loyalty']);
/** The number of a gift card, credit memo, voucher, customer account or loyalty card. */
export const accountNumber = z.string().min(4).max(40);

/** A weekday's hours by a store's wall clock, `1 17:00-19:00` on Mondays. To at or before from is on the next day. */
export const weeklyHours = z
  .string()
  .regex(/^[1-7] (?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'not hours such as `1 17:00-19:00`');
