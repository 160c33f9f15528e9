import type { Fixup } from './fixup';

/** Makes a new certificate under the same authority; connections stay. */
export const renewCertificate: Fixup = {
  kind: 'renew-certificate',
  heals: ['certificate.old', 'certificate.expired'],
  stopsSellingMs: 0,
  isSafe: () => true,
  pauseMs: 60 * 60_000,
};
