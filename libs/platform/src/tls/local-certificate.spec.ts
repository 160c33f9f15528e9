import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, get, type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf } from './fingerprint';
import { LocalCertificate } from './local-certificate';

const DAY_MS = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'tls-'));
afterAll(() => rmSync(folder, { recursive: true }));

let now = Date.now();
const open = (names: string[] = ['unit.store.example']) =>
  LocalCertificate.open({ folder: join(folder, 'a'), authorityName: 'Store 1', names, clock: { now: () => now } });

/** The certificate a server shows, when its chain is trusted. */
function fetchWith(options: RequestOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', agent: false, ...options }, (answer) => {
      resolve((answer.socket as import('node:tls').TLSSocket).getPeerX509Certificate()?.serialNumber ?? '');
      answer.resume();
    }).on('error', reject);
  });
}

describe('the local certificate', () => {
  it('is kept: the authority for ever, the leaf until two thirds of its life are over', async () => {
    const first = await open();
    const again = await open();
    expect(again.current()).toEqual(first.current());
    now += 61 * DAY_MS;
    const later = await open();
    expect(later.authorityFingerprint).toBe(first.authorityFingerprint);
    expect(later.current()).not.toEqual(first.current());
  });

  it('names the machine and what it was told, lives 90 days, and its authority ten years', async () => {
    const certificate = await open();
    const leaf = new X509Certificate(certificate.current().cert);
    expect(leaf.checkHost('unit.store.example')).toBe('unit.store.example');
    expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.validUntil - now).toBeGreaterThan(89 * DAY_MS);
    const root = new X509Certificate(certificate.authorityCertificate);
    expect(root.ca).toBe(true);
    expect(Date.parse(root.validTo) - Date.parse(root.validFrom)).toBeGreaterThan(3649 * DAY_MS);
    expect(certificate.authorityFingerprint).toBe(fingerprintOf(certificate.authorityCertificate));
    expect(statSync(join(folder, 'a', 'authority.key')).mode & 0o777).toBe(0o600);
  });

  it('is made anew when a name has come', async () => {
    const before = await open();
    const after = await open(['unit.store.example', 'till.example']);
    expect(after.current()).not.toEqual(before.current());
    expect((await open()).current()).toEqual(after.current());
  });

  it('is accepted by who lives in the present, also when it was made by a clock ten years ahead, and made anew when that is right again', async () => {
    now = Date.now();
    const present = now;
    const options = {
      folder: join(folder, 'c'),
      authorityName: 'Store 3',
      names: [],
      clock: { now: () => now },
      knownMoment: present,
    };
    await LocalCertificate.open(options);
    now += 3_652 * DAY_MS;
    const ahead = await LocalCertificate.open(options);
    const { validFrom, validTo } = new X509Certificate(ahead.current().cert);
    expect(Date.parse(validFrom)).toBeLessThan(present);
    expect(Date.parse(validTo)).toBeGreaterThan(now);
    expect(await ahead.refresh()).toBe(false);
    now = present;
    expect(await ahead.refresh()).toBe(true);
    expect((ahead.validUntil - present) / DAY_MS).toBeLessThan(91);
  });

  it('is taken over by a running server, and is trusted through its authority only', async () => {
    now = Date.now();
    const certificate = await LocalCertificate.open({
      folder: join(folder, 'b'),
      authorityName: 'Store 2',
      names: [],
      clock: { now: () => now },
    });
    const server = createServer(certificate.current(), (_, response) => response.end('ok'));
    certificate.onChange((context) => server.setSecureContext(context));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ca = certificate.authorityCertificate;
    const first = await fetchWith({ port, ca });
    now += 70 * DAY_MS;
    expect(await certificate.refresh()).toBe(true);
    expect(await certificate.refresh()).toBe(false);
    now = Date.now();
    await expect(fetchWith({ port })).rejects.toThrow(/certificate/);
    await expect(fetchWith({ port, ca })).rejects.toThrow(/not yet valid/);
    expect(await certificate.refresh()).toBe(true);
    expect(await fetchWith({ port, ca })).not.toBe(first);
    server.close();
  });
});
