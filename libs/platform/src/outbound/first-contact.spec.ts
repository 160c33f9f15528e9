import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createPlainServer, type IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@app/kernel';
import { generateSigningKeyPair, signingKeyFromPem } from '@app/protocol';
import { Secret } from '../config/secret';
import { LocalCertificate } from '../tls/local-certificate';
import { createPinnedDispatcher, FirstContact, readEnrolmentLine } from './first-contact';
import { SignedClient } from './signed-client';

const DAY_MS = 86_400_000;
const createProxy = (onConnect: (request: IncomingMessage, socket: Socket) => void) => createPlainServer().on('connect', onConnect);

const folder = mkdtempSync(join(tmpdir(), 'contact-'));
let certificate: LocalCertificate;
let server: Server;
let url: string;

beforeAll(async () => {
  certificate = await LocalCertificate.open({ folder, authorityName: 'Headquarters', names: [], clock: systemClock });
  server = createServer(certificate.current(), (request, response) =>
    response.end(JSON.stringify({ path: request.url, signed: 'signature' in request.headers })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

describe('the first contact', () => {
  const key = signingKeyFromPem('box:1', generateSigningKeyPair().privateKeyPem);
  const open = (to = url) => FirstContact.open(to, certificate.authorityFingerprint.toUpperCase());

  it('takes the authority whose fingerprint it was given, and asks it', async () => {
    const contact = await open();
    expect(contact.authority.trim()).toBe(certificate.authorityCertificate.trim());
    const unsigned = await contact.ask({ method: 'GET', path: '/time' });
    const signed = await contact.ask({ method: 'POST', path: '/enrol', body: {}, signedBy: { key, now: 0 } });
    expect([unsigned, signed].map(({ body }) => JSON.parse(body.toString()) as unknown)).toEqual([
      { path: '/time', signed: false },
      { path: '/enrol', signed: true },
    ]);
    await contact.close();
  });

  it('reaches it through a proxy, with credentials', async () => {
    const seen: unknown[] = [];
    const proxy = createProxy((request, socket: Socket) => {
      seen.push(request.headers['proxy-authorization']);
      const { hostname, port } = new URL(`http://${request.url}`);
      const upstream = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const options = { proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, proxyCredentials: new Secret('store:pass') };
    const contact = await FirstContact.open(url, certificate.authorityFingerprint, options);
    expect((await contact.ask({ method: 'GET', path: '/time' })).status).toBe(200);
    expect(new Set(seen)).toEqual(new Set([`Basic ${Buffer.from('store:pass').toString('base64')}`]));
    await contact.close();
    proxy.close();
  });

  it('refuses any other server', async () => {
    await expect(FirstContact.open(url, '0'.repeat(64))).rejects.toMatchObject({ code: 'headquarters.not-pinned' });
  });

  it('says when nobody is there', async () => {
    await expect(open('https://127.0.0.1:1')).rejects.toMatchObject({ code: 'headquarters.unreachable' });
  });
});

describe('a pinned line', () => {
  const client = (now?: number) =>
    new SignedClient({
      baseUrl: url,
      key: signingKeyFromPem('box:1', generateSigningKeyPair().privateKeyPem),
      headquartersKey: generateSigningKeyPair().publicKey,
      clock: systemClock,
      dispatcher: createPinnedDispatcher(url, certificate.authorityFingerprint, {}, now === undefined ? undefined : { now: () => now }),
    });
  const ask = (now?: number) => client(now).call({ method: 'GET', path: '/time', deadlineMs: 5_000 });

  it('judges the dates of the certificate by the clock it is given, and says that they are why it is refused', async () => {
    const refused = { kind: 'unreachable', reason: 'certificate-dates' };
    expect(await ask(Date.now() - 400 * DAY_MS)).toMatchObject(refused);
    expect(await ask(Date.now() + 400 * DAY_MS)).toMatchObject(refused);
    // It got through; that nobody signed what was answered is another matter.
    expect(await ask(Date.now())).toMatchObject({ kind: 'something-else-answers' });
    expect(await ask()).toMatchObject({ kind: 'something-else-answers' });
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
