/** The one line store IT is given: code, address, and the fingerprint by which the box knows headquarters. */
export function enrolmentLine(code: string, url: URL, authorityFingerprint: string): string {
  return `${code}@${url.origin}#${authorityFingerprint}`;
}
