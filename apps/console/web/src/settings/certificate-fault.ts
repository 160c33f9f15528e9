import { timeText, type Words } from '@app/appliance';
import type { BoxSettings } from '../api/client';

/** It is made anew with 30 days left: with fewer than these, making it anew does not work. */
const RENEWED_BEFORE_MS = 20 * 86_400_000;

/** What is wrong with the certificate of a door, as a sentence; null when nothing is, or nobody comes through it. */
export function certificateFault({ addresses, certificate }: BoxSettings['registers'], words: Words): string | null {
  if (addresses.length === 0) return null;
  if (!certificate) return 'There is no certificate yet.';
  if (certificate.validUntil <= words.now) return `The certificate ended on ${timeText(certificate.validUntil, words)}.`;
  if (certificate.validUntil - words.now < RENEWED_BEFORE_MS) {
    return `The certificate ends on ${timeText(certificate.validUntil, words)} and should have been renewed by now.`;
  }
  const unknown = addresses.map((address) => new URL(address).hostname).filter((name) => !certificate.names.includes(name));
  return unknown.length === 0 ? null : `The certificate does not know ${unknown.join(', ')}.`;
}
