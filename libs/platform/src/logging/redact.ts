import { maskCardNumbers, maskMiddle } from '@app/kernel';
import { withoutKnownSecrets } from './known-secrets';

const STARS = '***';

/** Names under which secrets travel, as the end of a name: `sessionToken`, `X-Api-Key`, `giftCardNumber`. */
const LONG_NAMES =
  'pass(?:word|wd|phrase)|secrets?|tokens?|cookies?|authorization|pepper|credentials?|verifier|' +
  '(?:api|private|secret|backup|session|access|signing|hmac)[-_ ]?key|' +
  '(?:activation|recovery|enrol?ment|first-?run|one-?time|replacement|card|security)[-_ ]?(?:code|number)|gift[-_ ]?card(?:[-_ ]?(?:id|number))?';
/** Short ones are whole names: a time span is no card number. */
const SHORT_NAMES = 'pin|pan|cv[vc]2?|otp|totp|track-?[12]?(?:data)?';
const NAMES = `(?:${LONG_NAMES}|${SHORT_NAMES})`;
const NAME = `[\\w-]*(?:${LONG_NAMES})|(?:[\\w-]*[-_])?(?:${SHORT_NAMES})|code`;

/** `"sessionToken":"..."` at any depth. */
const IN_JSON = new RegExp(`("(?:${NAME})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"|[^\\s",{}[\\]]+)`, 'gi');
/** The same in JSON that is a text in JSON. */
const IN_INNER_JSON = new RegExp(`(\\\\+"(?:${NAME})\\\\+"\\s*:\\s*)(\\\\+"[^"\\\\]*\\\\+"|[^\\s"\\\\,{}[\\]]+)`, 'gi');
/** `?token=...`, `PIN: 1234`, `the pin 1234`; behind a blank only what has a digit. */
const IN_TEXT = new RegExp(`(\\b${NAMES}["']?(?:\\s*[:=]\\s*["']?|\\s+(?:is |was )?(?=[^\\s"',;&}\\]]*\\d)))[^\\s"'\\\\,;&}\\]]+`, 'gi');

/** Errors and processes have such codes: `cart.closed`, `SQLITE_BUSY`, `ECONNRESET`, 1. They are no secrets. */
const STABLE_CODE = /^(?:"(?:[a-z]+(?:[.-][a-z]+)+|[A-Z_]{5,})"|\d{1,3}|null)$/;

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [^-]*PRIVATE KEY-----.*?(?:-----END [^-]*-----|$)/gs, STARS],
  [/((?:set-)?cookie\\*["']?\s*[:=]\s*\\*["']?)[^"\n\\]+/gi, `$1${STARS}`],
  [/\b(Bearer|Basic|Digest)\s+(?=\S{12}|\S*[\d.])[\w+/=.~-]+/gi, `$1 ${STARS}`],
  [/(\w:\/\/)[^\s/@"]+@/g, `$1${STARS}@`],
  // The line that headquarters gives for an enrolment: CODE@https://...
  [/(?<![\w-])[\w-]+@(?=https?:\/\/)/g, `${STARS}@`],
  [/\$argon2[^\s"\\]*/g, STARS],
  // Tokens: 256 random bits as text have both cases; digests as text are masked with them.
  [/(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{40,}/g, STARS],
  [/(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{24,}/g, STARS],
  // One-time and recovery codes, in Crockford's base32.
  [/(?<![\w-])(?=[\d-]*[A-Z])(?=[A-Z-]*\d)[0-9A-HJKMNP-TV-Z]{4}(?:-?[0-9A-HJKMNP-TV-Z]{4})+(?![\w-])/g, STARS],
];

/**
 * Digits with what writes card numbers apart: blanks, dashes, dots, and what URLs make of a blank. An instant in milliseconds is none: no
 * card has 13 digits of which the first is 1.
 */
const CARD_RUN = /(?!\b1\d{12}\b(?![ \t\u00a0.+_-]{1,2}\d))\d(?:[ \t\u00a0.+_-]{0,2}\d){12,}/g;
/** A number that was masked, as a value: with quotes the line stays JSON. */
const MASKED_VALUE = /((?<!\\)"\s*:\s*)(\d+\*+\d+)(?=\s*[,}])/g;
const ENCODED_BLANK = /(?<=\d)(?:%20|%2D|%C2%A0)(?=\d)/gi;
const LONG_NUMBER = /\d{20,}/g;

/**
 * A text as it may be written down: without secrets and without card numbers (PCI DSS 3.4: at most the first six and last four
 * digits). The only place that decides so; every line of a log and every part of a support bundle passes it.
 */
export function redact(text: string): string {
  const named = withoutKnownSecrets(text)
    .replace(IN_JSON, (all, name: string, value: string) => (STABLE_CODE.test(value) ? all : `${name}"${STARS}"`))
    .replace(IN_INNER_JSON, `$1\\"${STARS}\\"`);
  const formed = FORMS.reduce((masked, [form, stars]) => masked.replace(form, stars), named).replace(IN_TEXT, `$1${STARS}`);
  const masked = maskCardNumbers(formed.replace(ENCODED_BLANK, '+'), CARD_RUN).replace(LONG_NUMBER, maskMiddle);
  return masked.replace(MASKED_VALUE, '$1"$2"');
}
