import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@app/kernel';
import { LocalCertificate } from '../tls/local-certificate';
import { pinAuthority, readEnrolmentLine } from './first-contact';

const folder = mkdtempSync(join(tmpdir(), 'contact-'));
let certificate: LocalCertificate;
let server: Server;
let url: string;

beforeAll(async () => {
  certificate = await LocalCertificate.open({ folder, authorityName: 'Headquarters', names: [], clock: systemClock });
  server = createServer(certificate.current());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

describe('the first contact', () => {
  it('takes the authority whose fingerprint it was given', async () => {
    const pem = await pinAuthority(url, certificate.authorityFingerprint.toUpperCase());
    expect(pem.trim()).toBe(certificate.authorityCertificate.trim());
  });

  it('refuses any other server', async () => {
    await expect(pinAuthority(url, '0'.repeat(64))).rejects.toMatchObject({ code: 'headquarters.not-pinned' });
  });

  it('says when nobody is there', async () => {
    await expect(pinAuthority('https://127.0.0.1:1', '0'.repeat(64))).rejects.toMatchObject({ code: 'headquarters.unreachable' });
  });
});

describe('the enrolment line', () => {
  const pin = 'ab'.repeat(32);

  it('is read as code, address and fingerprint', () => {
    const read = { code: 'ABCD-EFGH', headquartersUrl: 'https://hq.example:7300', fingerprint: pin };
    expect(readEnrolmentLine(` ABCD-EFGH@https://hq.example:7300#${pin}\n`)).toEqual(read);
    expect(readEnrolmentLine(`ABCD-EFGH@https://hq.example:7300/#${pin.toUpperCase().replace(/(..)(?=.)/g, '$1:')}`)).toEqual(read);
  });

  it.each([`ABCD-EFGH@http://hq.example#${pin}`, `ABCD-EFGH@https://hq.example#abc`, `@https://hq.example#${pin}`, ''])(
    'is refused: %s',
    (text) => {
      expect(readEnrolmentLine(text)).toBeUndefined();
    },
  );
});
