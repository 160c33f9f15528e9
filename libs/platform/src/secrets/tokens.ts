import { createHash, hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

export interface NewToken {
  /** Given to its holder once and kept nowhere. */
  readonly token: string;
  /** What is stored. A token has 256 random bits, so one SHA-256 is enough. */
  readonly hash: string;
}

export function newToken(): NewToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** SHA-256 as base64url, which is what tables hold and look up. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url');
}

/** Compares without telling by its time how much agrees. */
export function equalsInConstantTime(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(a, b);
}

/** Crockford's base32: no I, L, O, U, so that a code read aloud or from paper arrives. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code a person types once; eight signs are 40 bits. */
export function newOneTimeCode(length = 8): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** What a person typed, as the code was issued: case, dashes and blanks do not matter, O is 0, I and L are 1. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}
