export interface LineFailure {
  readonly kind: 'unreachable';
  /** `certificate-dates`: by this machine's clock the certificate of the other side is not valid yet, or no more. */
  readonly reason: 'deadline' | 'connection' | 'certificate-dates';
  readonly message: string;
}

const OVER_TIME = ['TimeoutError', 'AbortError', 'HeadersTimeoutError', 'BodyTimeoutError', 'ConnectTimeoutError'];
/** As OpenSSL names them. */
const DATES = ['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED'];

/** What a request that threw says about the line. */
export function failureOf(error: unknown): LineFailure {
  const { name = '', message, code = '' } = error as { name?: string; message?: string; code?: string };
  return { kind: 'unreachable', reason: reasonOf(name, code), message: String(message ?? error).slice(0, 300) };
}

function reasonOf(name: string, code: string): LineFailure['reason'] {
  if (DATES.includes(code)) return 'certificate-dates';
  return OVER_TIME.includes(name) ? 'deadline' : 'connection';
}
