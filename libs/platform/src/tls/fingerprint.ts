import { createHash, X509Certificate } from 'node:crypto';

/** SHA-256 of a certificate in hexadecimal: what a person compares and an enrolment line pins. */
export function fingerprintOf(certificatePem: string): string {
  return createHash('sha256').update(new X509Certificate(certificatePem).raw).digest('hex');
}
