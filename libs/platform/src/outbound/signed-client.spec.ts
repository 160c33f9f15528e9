import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '@app/kernel';
import { claimedSigner, generateSigningKeyPair, signAnswer, signingKeyFromPem, verifyRequest } from '@app/protocol';
import { createDispatcher } from './dispatcher';
import { SignedClient } from './signed-client';

const boxPair = generateSigningKeyPair();
const hubPair = generateSigningKeyPair();
const hubKey = signingKeyFromPem('headquarters', hubPair.privateKeyPem);

let server: Server;
let baseUrl: string;
let requests = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { url = '', method = '' } = request;
      const verified = verifyRequest(
        { method, target: url, headers: request.headers, body: Buffer.concat(parts) },
        boxPair.publicKey,
        Date.now(),
      );
      if (url === '/silent') return;
      if (url === '/portal') return response.writeHead(200, { 'content-type': 'text/html' }).end('<html>log in</html>');
      if (url === '/link') return response.writeHead(307, { location: `${baseUrl}/seen` }).end();
      if (url === '/seen') return response.writeHead(200).end(Object.keys(request.headers).join());
      if (url === '/trouble') return response.writeHead(503).end();
      if (url === '/moved') return response.writeHead(302, { location: '/echo' }).end();
      if (url.startsWith('/blob')) {
        const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
        return response.writeHead(from > 0 ? 206 : 200).end('0123456789'.slice(from));
      }
      const body = url === '/long' ? 'x'.repeat(2000) : JSON.stringify({ verified: verified.ok, body: Buffer.concat(parts).toString() });
      const nonce = claimedSigner(request.headers)?.nonce ?? '';
      return response.writeHead(200, signAnswer({ status: 200, body }, hubKey, { now: Date.now(), nonce })).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.closeAllConnections());
afterAll(() => server.close());

const client = (limits = {}) =>
  new SignedClient({
    baseUrl,
    key: signingKeyFromPem('box:1', boxPair.privateKeyPem),
    headquartersKey: hubPair.publicKey,
    clock: systemClock,
    dispatcher: createDispatcher({}),
    limits,
  });

describe('a signed call', () => {
  it('is believed on both sides', async () => {
    const answer = await client().call({ method: 'POST', path: '/echo?a=1', body: '{"x":1}', deadlineMs: 2_000 });
    expect(answer).toMatchObject({ kind: 'answered', status: 200 });
    expect(answer.kind === 'answered' && answer.json()).toEqual({ verified: true, body: '{"x":1}' });
  });

  it('tells a portal, a redirect and an endless answer from headquarters', async () => {
    const calls = ['/portal', '/moved', '/long'].map((path) =>
      client().call({ method: 'GET', path, deadlineMs: 2_000, maximumAnswerBytes: 1_000 }),
    );
    expect(await Promise.all(calls)).toEqual([
      { kind: 'something-else-answers', status: 200, reason: 'unsigned' },
      { kind: 'something-else-answers', status: 302, reason: 'unsigned' },
      { kind: 'something-else-answers', status: 200, reason: 'too-long' },
    ]);
  });

  it('ends at its deadline', async () => {
    const began = performance.now();
    const answer = await client().call({ method: 'GET', path: '/silent', deadlineMs: 100 });
    expect(answer).toMatchObject({ kind: 'unreachable', reason: 'deadline' });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('is refused without trying once the breaker is open, and tried again later', async () => {
    const guarded = client({ failuresToOpen: 2, openForMs: 150 });
    const silent = () => guarded.call({ method: 'GET', path: '/silent', deadlineMs: 50 });
    await silent();
    await silent();
    const before = requests;
    expect(await silent()).toMatchObject({ kind: 'unreachable', reason: 'breaker-open' });
    expect(requests).toBe(before);
    await pause(200);
    expect(await guarded.call({ method: 'GET', path: '/echo', deadlineMs: 1_000 })).toMatchObject({ kind: 'answered' });
  });

  it('is refused at once when too many are under way, without holding up another lane', async () => {
    const narrow = client({ maximumInFlight: 1 });
    const first = narrow.call({ method: 'GET', path: '/silent', deadlineMs: 200 });
    expect(await narrow.call({ method: 'GET', path: '/echo', deadlineMs: 200 })).toMatchObject({ reason: 'too-many-in-flight' });
    expect(await narrow.lane({}).call({ method: 'GET', path: '/echo', deadlineMs: 500 })).toMatchObject({ kind: 'answered' });
    await first;
  });

  it('that cannot connect says so', async () => {
    const nowhere = new SignedClient({ ...client()['options'], baseUrl: 'http://127.0.0.1:1' });
    expect(await nowhere.call({ method: 'GET', path: '/', deadlineMs: 1_000 })).toMatchObject({
      kind: 'unreachable',
      reason: 'connection',
    });
  });
});

describe('a download', () => {
  it('goes on where it stopped', async () => {
    const whole = await client().download('/blob', { fromByte: 0, deadlineMs: 1_000 });
    const rest = await client().download('/blob', { fromByte: 6, deadlineMs: 1_000 });
    expect(whole).toMatchObject({ kind: 'streaming', isResumed: false });
    expect(whole.kind === 'streaming' && (await whole.body.text())).toBe('0123456789');
    expect(rest.kind === 'streaming' && rest.isResumed && (await rest.body.text())).toBe('6789');
  });

  it('names a link and leaves it to the caller to follow; who is there learns nothing of us', async () => {
    const answer = await client().download('/link', { fromByte: 0, deadlineMs: 1_000 });
    expect(answer).toEqual({ kind: 'elsewhere', link: new URL(`${baseUrl}/seen`) });
    const followed = await client().follow(new URL(`${baseUrl}/seen`), { fromByte: 3, deadlineMs: 1_000 });
    expect(followed.kind === 'streaming' && (await followed.body.text()).split(',').sort()).toEqual(['connection', 'host', 'range']);
  });

  it('takes a redirect of another kind for a refusal, and a server in trouble for a line in trouble', async () => {
    const answers = ['/moved', '/trouble'].map((path) => client().download(path, { fromByte: 0, deadlineMs: 1_000 }));
    expect(await Promise.all(answers)).toMatchObject([{ kind: 'refused', status: 302 }, { kind: 'unreachable' }]);
  });
});
