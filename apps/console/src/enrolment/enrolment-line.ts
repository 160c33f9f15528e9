import { DomainError } from '@app/kernel';

export interface EnrolmentLine {
  readonly code: string;
  readonly headquartersUrl: string;
  /** SHA-256 of the certificate headquarters is known by, in lower-case hex. */
  readonly fingerprint: string;
}

const FORM = /^([A-Za-z0-9-]{8,40})@(https:\/\/[^#\s]+)#(?:sha256:)?([0-9a-fA-F:]{64,95})$/;

/** The one line store IT gets from headquarters: `CODE@https://host:port#fingerprint`. */
export function parseEnrolmentLine(line: string): EnrolmentLine {
  const [, code, url, fingerprint] = FORM.exec(line.replace(/\s+/g, '')) ?? [];
  const hex = fingerprint?.replaceAll(':', '').toLowerCase();
  if (!code || !url || hex?.length !== 64 || !URL.canParse(url)) {
    throw new DomainError('request.invalid', 'That is not a code from headquarters. Copy the whole line.', { field: '/line' });
  }
  return { code, headquartersUrl: new URL(url).origin, fingerprint: hex };
}
