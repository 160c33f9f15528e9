import {
  ContentSum,
  entityNamed,
  generateSigningKeyPair,
  keyText,
  PACKAGE_FILE_END,
  signBytes,
  signingKeyFromPem,
  wireText,
} from '@app/protocol';
import type { PackageManifest } from '@app/protocol';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyPackages, type PackageReport } from '../src/verify/verify-packages';
import { aPackage, aPrice, aProduct, inForm, type PackageOptions, type WireRows } from './packages';

const pair = generateSigningKeyPair();
const key = signingKeyFromPem('headquarters', pair.privateKeyPem);
const opening = { headquartersKey: pair.publicKey, channelDatabaseId: 'harbour' };
const FILE = `1020${PACKAGE_FILE_END}`;
const prices = [aPrice('milk', '6.93'), aPrice('bread', '8.5')];

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'packages-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function contentOf(entity: string, rows: readonly object[]): NonNullable<PackageManifest['contents']>[number] {
  const definition = entityNamed(entity);
  if (!definition) throw new Error(`no entity ${entity}`);
  const sum = new ContentSum();
  for (const row of rows as Record<string, unknown>[]) sum.add(keyText(definition, row), wireText(definition, row));
  return { entity, channelId: definition.scope === 'channel' ? 'haifa' : null, rowCount: rows.length, digest: sum.digest() };
}

/** Signs a package of prices into the folder, for the box `harbour`. */
function written(rows: WireRows = { price: prices }, changes: Partial<PackageManifest> = {}, options: PackageOptions = {}): void {
  const { manifest } = aPackage(folder, '1020', rows, options);
  sign({ ...manifest, channelDatabaseId: 'harbour', ...changes });
}

function sign(manifest: PackageManifest): void {
  const text = JSON.stringify(manifest);
  writeFileSync(join(folder, FILE), JSON.stringify({ manifest: text, signature: signBytes(key, text) }));
}

async function only(): Promise<PackageReport> {
  const [report, ...others] = await verifyPackages(folder, opening);
  expect(others).toEqual([]);
  if (!report) throw new Error('no report');
  return report;
}
const faults = async (): Promise<string> => (await only()).faults.join('; ');

describe('a package in a folder', () => {
  it('is sound when a box would take it, and nothing is written beside it', async () => {
    written(undefined, { contents: [contentOf('price', prices)] });
    const names = readdirSync(folder);
    expect(await only()).toMatchObject({ name: FILE, manifest: { job: '1020', kind: 'snapshot' }, faults: [], quarantined: [] });
    expect(readdirSync(folder)).toEqual(names);
  });

  it('is sound as a delta from any version', async () => {
    written({ price: [aPrice('milk', '7'), { $delete: { channelId: 'haifa', priceId: 'p-bread' } }] }, {}, { kind: 'delta', fromVersion: 41, toVersion: 44 }); // prettier-ignore
    expect(await only()).toMatchObject({ faults: [], quarantined: [] });
  });

  it('is taken without a bad row, which is named', async () => {
    const rows = [...prices, aPrice('bad', 'dear')];
    written({ price: rows }, { contents: [{ ...contentOf('price', prices), rowCount: 3 }] });
    expect(await only()).toMatchObject({ faults: [], quarantined: [{ entity: 'price', reason: expect.stringContaining('unitPrice') }] });
  });

  it('is refused with one byte touched, wherever it is', async () => {
    written();
    const segment = readdirSync(folder).find((name) => name !== FILE) ?? '';
    for (const [name, step] of [
      [FILE, 61],
      [segment, 17],
    ] as const) {
      // prettier-ignore
      const path = join(folder, name);
      const bytes = readFileSync(path);
      for (let at = 0; at < bytes.length; at += step) {
        writeFileSync(
          path,
          bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)),
        );
        expect(await faults()).toMatch(name === FILE ? /^manifest: / : `segment ${segment} is damaged`);
      }
      writeFileSync(path, bytes);
    }
    expect(await faults()).toBe('');
  });

  it('is refused when the signature is another’s, or one byte of it is touched', async () => {
    written();
    const signed = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as { manifest: string; signature: string };
    const signature = `${signed.signature.startsWith('A') ? 'B' : 'A'}${signed.signature.slice(1)}`;
    writeFileSync(join(folder, FILE), JSON.stringify({ ...signed, signature }));
    expect(await faults()).toBe('manifest: the signature is not that of headquarters');
  });

  it('is refused when a segment is missing or cut', async () => {
    written();
    const [segment = ''] = readdirSync(folder).filter((name) => name !== FILE);
    truncateSync(join(folder, segment), 20);
    expect(await faults()).toMatch(/^segment [0-9a-f]{64} has 20 bytes instead of \d+$/);
    rmSync(join(folder, segment));
    expect(await faults()).toBe(`segment ${segment} is missing`);
  });

  it('is refused when its SQLite form is touched, or is none', async () => {
    const lines = aPackage(folder, '1040', { product: [aProduct('milk')] });
    const { manifest } = inForm(lines, (database) => database.exec('CREATE TABLE product (a)'));
    sign({ ...manifest, job: '1040' });
    expect(await faults()).toMatch(/^file-refused: the SQLite form is refused: it has no column/);
    const form = manifest.segments[0]?.sqlite?.sha256 ?? '';
    const bytes = readFileSync(join(folder, form));
    bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30);
    writeFileSync(join(folder, form), bytes);
    expect(await faults()).toBe(`segment ${form} is damaged: its digest differs`);
  });

  it.each<[string, WireRows, Partial<PackageManifest>, string]>([
    ['for another box', { price: prices }, { channelDatabaseId: 'hill' }, 'manifest: it is for the channel database hill'],
    ['of a later schema', { price: prices }, { schemaVersion: 99 }, 'schema-newer: the package is of schema 99'],
    ['with rows of another channel', { price: [aPrice('milk', '1', { channelId: 'eilat' })] }, {}, 'other-channel: '],
    ['of other rows than headquarters has', { price: prices }, { contents: [contentOf('price', [prices[0] ?? {}])] }, 'content of price of channel haifa differs: 2 rows, headquarters has 1'], // prettier-ignore
  ])('is refused %s', async (_, rows, changes, reason) => {
    written(rows, changes);
    expect(await faults()).toMatch(reason);
  });

  it('is refused with fewer rows than its manifest says', async () => {
    const { manifest } = aPackage(folder, '1020', { price: prices });
    sign({ ...manifest, segments: manifest.segments.map((one) => ({ ...one, rowCount: 3 })) });
    expect(await faults()).toBe('count-differs: price has fewer rows than the 3 of its manifest');
  });
});
