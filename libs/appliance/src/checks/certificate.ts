import type { StatusCheck } from './check';

/** A leaf lives for 90 days and is made anew with 30 left: with less than this, making it anew does not work. */
const RENEWED_BEFORE_MS = 20 * 86_400_000;

/** Whether registers on the network can still trust this box. */
export const checkCertificate: StatusCheck = ({ certificate, clock }) => {
  const validUntil = certificate?.validUntil ?? null;
  if (validUntil === null || validUntil - clock.now > RENEWED_BEFORE_MS) return [];
  if (validUntil > clock.now) return [{ code: 'certificate.old', weight: 'attention', action: 'renew-certificate', validUntil }];
  return [{ code: 'certificate.expired', weight: 'stops-selling', action: 'renew-certificate', validUntil }];
};
