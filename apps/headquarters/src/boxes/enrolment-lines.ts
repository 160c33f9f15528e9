import { openCertificate } from '../certificate';
import { publicUrlOf } from '../config';
import type { Headquarters } from '../headquarters';

/** The one line store IT is given: code, address, and the fingerprint by which the box knows headquarters. */
export function enrolmentLine(code: string, url: URL, authorityFingerprint: string): string {
  return `${code}@${url.origin}#${authorityFingerprint}`;
}

/** Lines for the address and the certificate that this headquarters has now. */
export class EnrolmentLines {
  constructor(private readonly headquarters: Pick<Headquarters, 'settings' | 'clock'>) {}

  async lineFor(code: string): Promise<string> {
    const { authorityFingerprint } = await openCertificate(this.headquarters);
    return enrolmentLine(code, publicUrlOf(this.headquarters.settings), authorityFingerprint);
  }
}
