import { LocalCertificate } from '@app/platform';
import { foldersOf, publicUrlOf } from './config';
import type { Headquarters } from './headquarters';

/** The authority and the certificate of the exchange. The command line reads the fingerprint from the same files. */
export function openCertificate({ settings, clock }: Pick<Headquarters, 'settings' | 'clock'>): Promise<LocalCertificate> {
  const names = [publicUrlOf(settings).hostname];
  return LocalCertificate.open({ folder: foldersOf(settings).tls, authorityName: 'Headquarters', names, clock });
}
