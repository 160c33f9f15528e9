import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { sha256Hex } from '@app/protocol';
import type { BlobStore, StoredBlob } from '../src/blobs/blob-store';
import { openBlobStore } from '../src/blobs/open-blob-store';
import { startAzurite, type Azurite } from './kit/azurite';
import { settingsFor } from './kit/test-headquarters';

jest.setTimeout(60_000);

let azurite: Azurite;
const folder = mkdtempSync(join(tmpdir(), 'blobs-'));

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(async () => {
  await azurite.stop();
  rmSync(folder, { recursive: true, force: true });
});

const storeAt = (place: string): BlobStore => openBlobStore(settingsFor(folder, { HEADQUARTERS_BLOB_STORE: place }));

describe.each([
  ['a folder', () => storeAt(join(folder, 'own'))],
  ['Azure Blob Storage', () => storeAt(azurite.connectionString)],
])('blobs in %s', (_, open) => {
  const present = async (): Promise<StoredBlob[]> => Array.fromAsync(open().list());
  const newBlob = (bytes: Buffer, sha256 = sha256Hex(bytes)) => ({ sha256, sizeBytes: bytes.length, open: () => Readable.from([bytes]) });

  it('are kept once under their digest and read whole or in part', async () => {
    const bytes = randomBytes(100_000);
    const { sha256, sizeBytes } = await open().putBytes(bytes);
    await open().putBytes(bytes);
    expect([sha256, sizeBytes]).toEqual([sha256Hex(bytes), bytes.length]);
    expect(await open().sizeOf(sha256)).toBe(bytes.length);
    expect(await buffer(await open().read(sha256, 0, bytes.length))).toEqual(bytes);
    expect(await buffer(await open().read(sha256, 99_000, 99_500))).toEqual(bytes.subarray(99_000, 99_500));
    expect((await present()).filter((blob) => blob.sha256 === sha256)).toEqual([{ sha256, sizeBytes, storedAt: expect.any(Number) }]);
  });

  it('stream through, however large', async () => {
    const chunk = randomBytes(1_048_576);
    const whole = Buffer.concat(Array.from({ length: 12 }, () => chunk));
    const sha256 = sha256Hex(whole);
    await open().put({ sha256, sizeBytes: whole.length, open: () => Readable.from(Array.from({ length: 12 }, () => chunk)) });
    expect(sha256Hex(await buffer(await open().read(sha256, 0, whole.length)))).toBe(sha256);
  });

  it('of another digest or another size than they are said to have are refused, and nothing of them stays', async () => {
    const bytes = randomBytes(5_000);
    const before = await present();
    const sha256 = sha256Hex(bytes);
    for (const wrong of [
      newBlob(bytes, sha256Hex('other')),
      { ...newBlob(bytes), sizeBytes: 4_999 },
      { ...newBlob(bytes), sizeBytes: 5_001 },
    ])
      await expect(open().put(wrong)).rejects.toMatchObject({ code: 'internal.invariant' });
    expect(await present()).toEqual(before);
    expect(await open().sizeOf(sha256)).toBeUndefined();
  });

  it('are not read again when they are there', async () => {
    const bytes = randomBytes(1_000);
    await open().putBytes(bytes);
    const unread = () => {
      throw new Error('was read');
    };
    await open().put({ ...newBlob(bytes), open: unread });
  });

  it('stored by two at the same moment are kept once, whole', async () => {
    const bytes = randomBytes(3_000_000);
    const [{ sha256 }] = await Promise.all([open().putBytes(bytes), open().putBytes(bytes)]);
    expect(sha256Hex(await buffer(await open().read(sha256, 0, bytes.length)))).toBe(sha256);
    expect((await present()).filter((blob) => blob.sha256 === sha256)).toHaveLength(1);
  });

  it('are gone after they are removed, which may be said twice', async () => {
    const { sha256 } = await open().putBytes(randomBytes(100));
    for (const _time of [1, 2]) await open().remove(sha256);
    expect(await open().sizeOf(sha256)).toBeUndefined();
  });
});

describe('a folder of blobs', () => {
  it('holds nothing but blobs after writes that failed', () => {
    const files = readdirSync(join(folder, 'own'), { recursive: true, encoding: 'utf8' });
    const names = files.filter((name) => statSync(join(folder, 'own', name)).isFile());
    expect(names.filter((name) => !/^[0-9a-f]{2}[/\\][0-9a-f]{64}$/.test(name))).toEqual([]);
  });
});

describe('a store in Azure', () => {
  it('that does not answer says so, without what opens it', async () => {
    const away = await startAzurite();
    await away.stop();
    const failure: unknown = await storeAt(away.connectionString)
      .putBytes(Buffer.from('x'))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'blob.store-unavailable' });
    expect(inspect(failure, { depth: 9 })).not.toContain(away.key.slice(0, 20));
  });

  it('gives links that end', async () => {
    const bytes = randomBytes(500);
    const { sha256 } = await storeAt(azurite.connectionString).putBytes(bytes);
    const linkUntil = (until: number) => storeAt(azurite.connectionString).link(sha256, until);
    const [open, ended] = [await linkUntil(Date.now() + 60_000), await linkUntil(Date.now() - 60_000)];
    expect(open?.origin).toBe(azurite.origin);
    expect(Buffer.from(await (await fetch(open ?? '')).arrayBuffer())).toEqual(bytes);
    expect((await fetch(ended ?? '')).status).toBe(403);
  });
});
