import { ExchangeClient } from './exchange-client';
import type { HeadquartersWire } from './headquarters-wire';

/** A headquarters that names places for segments and then gives one link, whatever is asked. */
function clientWith(link: string, blobOrigins?: readonly string[]) {
  const ways: string[] = [];
  const body = Buffer.from(JSON.stringify({ sessions: [], blobOrigins }));
  const wire: HeadquartersWire = {
    call: async () => ({ kind: 'answered', status: 200, body, json: () => JSON.parse(body.toString()) as unknown }),
    download: async (path) => {
      ways.push(path.replace(/^.*\?/, '').replace(/^\/.*/, 'asked'));
      return path.endsWith('via=headquarters') ? { kind: 'refused', status: 404 } : { kind: 'elsewhere', link: new URL(link) };
    },
    follow: async () => {
      ways.push('followed');
      return { kind: 'refused', status: 403 };
    },
  };
  const client = new ExchangeClient(wire);
  return { client, ways };
}

const DIGEST = 'a'.repeat(64);

describe('a link to a segment', () => {
  it.each([
    ['to a place headquarters named', 'https://blobs.example/x?sig=1', ['https://blobs.example'], true],
    ['to the same place on another port', 'https://blobs.example:8443/x', ['https://blobs.example'], false],
    ['to a place it did not name', 'https://elsewhere.example/x', ['https://blobs.example'], false],
    ['when it named none', 'https://blobs.example/x', undefined, false],
    ['without TLS', 'http://blobs.example/x', ['http://blobs.example'], false],
    ['within this machine', 'http://127.0.0.1:10000/x', ['http://127.0.0.1:10000'], true],
  ])('%s is followed or not, and headquarters sends what the link did not give', async (_, link, origins, isFollowed) => {
    const { client, ways } = clientWith(link, origins);
    await client.sessions(0);
    await client.blob(DIGEST, 0);
    expect(ways).toEqual(['asked', ...(isFollowed ? ['followed'] : []), 'via=headquarters']);
  });

  it('is not followed before headquarters has named anything', async () => {
    const { client, ways } = clientWith('https://blobs.example/x', ['https://blobs.example']);
    await client.blob(DIGEST, 0);
    expect(ways).toEqual(['asked', 'via=headquarters']);
  });
});

describe('a request that headquarters refuses as not signed', () => {
  it.each([
    ['was sent twice by the line', [401, 200], true],
    ['comes from a box it does not know', [401, 401], false],
  ])('is signed anew once: it %s', async (_, statuses, isTaken) => {
    const left = [...statuses];
    const body = Buffer.from(JSON.stringify({ sessions: [] }));
    const call: HeadquartersWire['call'] = async () => ({ kind: 'answered', status: left.shift() ?? 500, body, json: () => ({}) });
    const none = async () => ({ kind: 'refused', status: 404 }) as const;
    const answer = await new ExchangeClient({ call, download: none, follow: none }).sessions(0);
    expect(answer.ok).toBe(isTaken);
    expect(left).toEqual([]);
  });
});
