import { hkdfSync } from 'node:crypto';
import { newOneTimeCode, normaliseCode } from '@app/platform';

/** 28 signs of 32 are 140 bits: whoever finds a copy does not guess them. */
const SIGNS = 28;

/** What opens the copies of one box. `ABCD-EFGH-...`, seven groups, so that a person can write it down. */
export const newRecoveryCode = (): string => newOneTimeCode(SIGNS).replace(/(.{4})(?=.)/g, '$1-');

/** Names a code without telling it, so that a copy says which code opens it. */
export function recoveryCodeId(code: string): string {
  return derived(code, Buffer.alloc(0), 'store-scale-unit backup name', 6).toString('hex');
}

/** A key and a starting value of its own for each copy: `salt` is never used twice. */
export function sealingKey(code: string, salt: Uint8Array): { readonly key: Buffer; readonly iv: Buffer } {
  const bytes = derived(code, salt, 'store-scale-unit backup', 44);
  return { key: bytes.subarray(0, 32), iv: bytes.subarray(32) };
}

function derived(code: string, salt: Uint8Array, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', normaliseCode(code), salt, purpose, length));
}
