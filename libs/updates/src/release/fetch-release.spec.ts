import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDispatcher } from '@app/platform';
import { fetchRelease, missingBytes } from './fetch-release';
import { digestOf, type Manifest } from './manifest';

const BYTES = Buffer.alloc(600_000, 'a release ');
const EACH = 100_000;
const MANIFEST = {
  version: '1.1.0', platform: 'linux-x64', schema: { store: [], catalog: [] },
  files: [{ path: 'dist/main.js', sha256: digestOf(BYTES), sizeBytes: BYTES.length, isProgram: false }],
} as unknown as Manifest; // prettier-ignore

describe('a release that is fetched over a line that flaps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fetch-'));
  const dispatcher = createDispatcher({});
  let server: Server;
  let cuts: number;
  let bytesBeforeCut: number;
  let begun: number[];
  let broken: string[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      begun.push(from);
      response.writeHead(from > 0 ? 206 : 200, { 'content-length': BYTES.length - from });
      if (cuts === 0) return void response.end(BYTES.subarray(from));
      cuts -= 1;
      response.write(BYTES.subarray(from, from + bytesBeforeCut), () => setTimeout(() => response.destroy(), 20));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    [begun, broken, bytesBeforeCut] = [[], [], EACH];
    rmSync(join(folder, 'into'), { recursive: true, force: true });
    mkdirSync(join(folder, 'into'));
  });
  afterAll(async () => {
    await dispatcher.destroy();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  const fetchIt = (pausesMs: number[]) =>
    fetchRelease({
      manifest: MANIFEST, into: join(folder, 'into'), alike: [], pausesMs, dispatcher,
      blobsUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tell: () => undefined, broke: (why) => broken.push(why),
    }); // prettier-ignore

  it('goes on where it broke off, says each time that it broke, and counts only tries that brought nothing', async () => {
    cuts = 5;
    await fetchIt([1, 1]);
    expect(begun).toHaveLength(6);
    expect(begun).toEqual([...new Set(begun)].sort((a, b) => a - b));
    expect(broken).toEqual(Array(5).fill(expect.stringMatching(/^dist\/main\.js: /)));
    expect(readFileSync(join(folder, 'into', 'dist', 'main.js')).equals(BYTES)).toBe(true);
  });

  it('gives up for now when nothing comes any more, and keeps what came', async () => {
    cuts = 1;
    await expect(Promise.race([fetchIt([1, 1]), noMore()])).rejects.toMatchObject({ code: 'release.unreachable' });
    cuts = 0;
    begun = [];
    expect(await missingBytes(MANIFEST, join(folder, 'into'))).toBe(
      BYTES.length - statSync(join(folder, 'into', 'dist', 'main.js.part')).size,
    );
    await fetchIt([]);
    expect(await missingBytes(MANIFEST, join(folder, 'into'))).toBe(0);
    expect(begun).toHaveLength(1);
    expect(begun[0]).toBeGreaterThan(0);
  });

  /** After the first cut nothing comes at all. */
  async function noMore(): Promise<never> {
    while (cuts > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    [cuts, bytesBeforeCut] = [100, 0];
    return new Promise(() => undefined);
  }
});
