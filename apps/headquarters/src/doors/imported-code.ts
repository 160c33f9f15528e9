import { acceptCode, type AcceptedCode } from '@app/kernel';

/** What an import does with a code that has the length of a GTIN and another check digit than one has. */
export const WRONG_CHECK_DIGITS = ['refuse', 'as-own-codes'] as const;
export type WrongCheckDigits = (typeof WRONG_CHECK_DIGITS)[number];

/**
 * The article code a text of an import stands for. Chains print codes of their own that look like GTINs and sell by them; who says so gets
 * them as codes of the chain's own, found by exactly these digits. Unless it is said they are refused: mostly such a code is mistyped.
 */
export function importedCode(text: string, choice: WrongCheckDigits): AcceptedCode {
  const code = acceptCode(text);
  const isOwn = choice === 'as-own-codes' && code.kind === 'refused' && code.reason === 'wrong-check-digit';
  return isOwn ? { kind: 'in-house', key: text } : code;
}
