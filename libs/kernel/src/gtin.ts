/** A GTIN ends in a check digit: weights 3 and 1 from the right, sum a multiple of ten (GS1 General Specifications 7.9). */
export function hasRightCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 1 ? digit * 3 : digit;
  }
  return sum % 10 === 0;
}

/** The check digit that completes a body of digits. */
export function checkDigitFor(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) {
    sum += (body.charCodeAt(body.length - 1 - i) - 48) * (i % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

export type AcceptedCode =
  | { readonly kind: 'gtin'; /** 14 digits, so that UPC-A, EAN-8, EAN-13 and ITF-14 of one article compare equal. */ readonly key: string }
  | { readonly kind: 'in-house'; /** The code as the store writes it. */ readonly key: string }
  | { readonly kind: 'refused'; readonly reason: CodeRefusal };

export type CodeRefusal = 'not-digits' | 'wrong-check-digit' | 'wrong-length';

const DIGITS = /^\d+$/;

/**
 * Which article code a barcode stands for. GTIN of 8, 12, 13 or 14 digits with a right check digit; 10 or 11 digits
 * that become a right UPC-A when their lost leading zeros return; any other code of 3 to 8 digits is in-house.
 */
export function acceptCode(text: string): AcceptedCode {
  if (!DIGITS.test(text)) return { kind: 'refused', reason: 'not-digits' };
  const full = text.length === 10 || text.length === 11 ? text.padStart(12, '0') : text;
  const isGtinLength = [8, 12, 13, 14].includes(full.length);
  if (isGtinLength && hasRightCheckDigit(full)) return { kind: 'gtin', key: full.padStart(14, '0') };
  if (text.length >= 3 && text.length <= 8) return { kind: 'in-house', key: text };
  return { kind: 'refused', reason: isGtinLength ? 'wrong-check-digit' : 'wrong-length' };
}

/**
 * The key under which a scanned or stored barcode is looked up; undefined when it cannot be an article code. One with a wrong check digit
 * may have been taken over as a store's own code, and is found by exactly its digits.
 */
export function barcodeKey(text: string): string | undefined {
  const accepted = acceptCode(text);
  if (accepted.kind !== 'refused') return accepted.key;
  return accepted.reason === 'wrong-check-digit' ? text : undefined;
}
