export {
  add,
  amount,
  extend,
  formatAmount,
  formatQuantity,
  formatRate,
  formatUnitPrice,
  fraction,
  negate,
  ONE,
  parseAmount,
  parseQuantity,
  parseRate,
  parseUnitPrice,
  quantity,
  QUANTITY_SCALE,
  rate,
  RATE_SCALE,
  subtract,
  unitPrice,
  UNIT_PRICE_SCALE,
  ZERO,
} from './amount';
export type { Amount, Quantity, Rate, UnitPrice } from './amount';
export { offsetClock, systemClock } from './clock';
export type { Clock, Instant } from './clock';
export { DomainError, invariant, unreachable } from './coded-error';
export type { ErrorDetails } from './coded-error';
export { currencyOf } from './currency';
export type { Currency } from './currency';
export { acceptCode, barcodeKey, checkDigitFor, hasRightCheckDigit } from './gtin';
export type { AcceptedCode, CodeRefusal } from './gtin';
export { isUuid, newId } from './ids';
export { addDays, businessDate, instantReaching, localTime, minuteReached } from './local-time';
export type { LocalDate, LocalMinute, LocalTime } from './local-time';
export { containsCardNumber, maskCardNumbers, maskMiddle } from './luhn';
export type { Caller, Connector, Fallback, Operation, RetryRule } from './operation';
export { prorate } from './prorate';
export { divideRounded, roundToStep, scaleRounded } from './rounding';
export type { RoundingMode } from './rounding';
export { formatScaled, parseScaled, safe, toSafeNumber } from './scaled';
export { beginsAt, endsAt, isValidAt } from './validity';
export type { Validity } from './validity';
