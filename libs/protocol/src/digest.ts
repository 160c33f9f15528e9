import { hash } from 'node:crypto';

/** The head before the first record of a chain. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 of bytes as lower-case hexadecimal. */
export function sha256Hex(bytes: string | Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/** The next head of an upload chain: SHA-256 over the previous head and the record's digest, both as hexadecimal text. */
export function nextHead(previousHead: string, recordDigest: string): string {
  return sha256Hex(previousHead + recordDigest);
}

/** The head after a run of records. */
export function headAfter(previousHead: string, recordDigests: readonly string[]): string {
  return recordDigests.reduce(nextHead, previousHead);
}
