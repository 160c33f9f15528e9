import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@app/kernel';
import { generateSigningKeyPair, PACKAGE_FILE_END, signBytes, signingKeyFromPem, type PackageManifest } from '@app/protocol';
import { commandLine } from '../src/cli/command-line';
import { openTestUnit, type TestUnit } from './a-unit';

const pair = generateSigningKeyPair();
const key = signingKeyFromPem('headquarters', pair.privateKeyPem);

let unit: TestUnit;
let folder: string;
beforeAll(async () => {
  unit = await openTestUnit();
  await unit.parts.store.unitOfWork.run((tx) => tx.run('UPDATE {box} SET headquarters_key = ?', [pair.publicKey]));
  folder = join(unit.parts.settings.dataDir, 'stick');
  mkdirSync(folder);
});
afterAll(() => unit.close());
afterEach(() => void (process.exitCode = undefined));

/** Runs a command as a person would beside the running unit. */
async function said(...words: string[]): Promise<string[]> {
  const lines: string[] = [];
  await commandLine({ settings: () => unit.parts.settings, say: (line) => lines.push(line) }).parseAsync(['node', 'unit', ...words]);
  return lines;
}

function write(channelDatabaseId: string): void {
  const manifest: PackageManifest = {
    protocol: 1, schemaVersion: 1, packageId: newId(), job: '1020', kind: 'delta', dataGroupId: 'group', channelDatabaseId,
    fromVersion: 7, toVersion: 9, createdAt: 0, segments: [],
  }; // prettier-ignore
  const text = JSON.stringify(manifest);
  writeFileSync(join(folder, `1020${PACKAGE_FILE_END}`), JSON.stringify({ manifest: text, signature: signBytes(key, text) }));
}

const of = (whom: string): string =>
  `1020 Prices and discounts: delta of versions 7 to 9, made 1970-01-01T00:00:00.000Z for channel database ${whom}`;

it('says that there is no package', async () => {
  await expect(said('package', 'verify', folder)).rejects.toThrow(`There is no package in ${folder}.`);
});

it('verifies a package by the key and for the box of the enrolment', async () => {
  write('cdb');
  expect(await said('package', 'verify', folder)).toEqual([of('cdb'), '  sound: a box takes it']);
  expect(process.exitCode).toBeUndefined();
  write('other');
  const refused = ['1020.package.json', '  would be refused: manifest: it is for the channel database other'];
  expect(await said('package', 'verify', folder)).toEqual(refused);
  expect(process.exitCode).toBe(1);
});

it('verifies a package for whichever box by a key that is given, and not by another', async () => {
  write('other');
  expect(await said('package', 'verify', folder, '--headquarters-key', pair.publicKey)).toEqual([of('other'), '  sound: a box takes it']);
  const { publicKey } = generateSigningKeyPair();
  const lines = await said('package', 'verify', folder, '--headquarters-key', publicKey, '--channel-database', 'other');
  expect(lines).toEqual(['1020.package.json', '  would be refused: manifest: the signature is not that of headquarters']);
});
