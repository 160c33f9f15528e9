import { X509Certificate } from 'node:crypto';
import type { Instant } from '@app/kernel';
import { readTextIfExists } from '@app/files';

export interface CertificateFacts {
  /** Names and addresses under which it is good. */
  readonly names: string[];
  readonly validUntil: Instant;
}

/** What stands in a certificate file; null where there is none. */
export function certificateIn(path: string): CertificateFacts | null {
  const text = readTextIfExists(path);
  if (text === undefined) return null;
  const { subjectAltName = '', validTo } = new X509Certificate(text);
  const names = subjectAltName.split(', ').map((entry) => entry.slice(entry.indexOf(':') + 1));
  return { names: names.filter((name) => name !== ''), validUntil: Date.parse(validTo) };
}
