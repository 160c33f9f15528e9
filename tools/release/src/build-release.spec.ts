import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, encodeManifest, faultsIn } from '@app/updates';
import { buildRelease } from './build-release';
import { productionPackages } from './production-packages';
import { billOfMaterials } from './sbom';

let folder: string;

/** A small checkout: a program, two packages, one of them for development only. */
function aCheckout(root: string): string {
  const files: Record<string, string> = {
    'package.json': JSON.stringify({
      name: 'box',
      version: '0.0.0',
      license: 'MIT',
      dependencies: { left: '1.0.0' },
      devDependencies: { right: '1.0.0' },
    }),
    'package-lock.json': JSON.stringify({
      name: 'box', version: '0.0.0', lockfileVersion: 3,
      packages: {
        '': { name: 'box', version: '0.0.0', license: 'MIT', dependencies: { left: '1.0.0' }, devDependencies: { right: '1.0.0' } },
        'node_modules/left': { version: '1.0.0', license: 'MIT' },
        'node_modules/right': { version: '1.0.0', license: 'MIT', dev: true },
      },
    }), // prettier-ignore
    LICENSE: 'MIT',
    'dist/.built': 'yesterday',
    'dist/apps/scale-unit/src/main.js': 'sell()',
    'dist/apps/scale-unit/src/main.js.map': '{}',
    'dist/apps/headquarters/src/main.js': 'buy()',
    'dist/libs/channel-db/src/migrations/sqlite/store/0001-box.js': '1',
    'dist/libs/channel-db/src/migrations/sqlite/catalog/0001-catalog.js': '1',
    'node_modules/left/package.json': '{"name":"left","version":"1.0.0"}',
    'node_modules/left/index.js': 'left()',
    'node_modules/right/index.js': 'right()',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const build = (root: string, into: string) =>
  buildRelease({
    root,
    into,
    version: '1.4.0',
    platform: 'linux-x64',
    sbom: billOfMaterials(root, '1.4.0'),
    withPackages: true,
    node: process.execPath,
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a release', () => {
  it('holds the program of the box with its runtime and packages, and nothing else', async () => {
    const { files, schema } = await build(aCheckout(join(folder, 'a')), join(folder, 'out'));
    expect(files.map(({ path }) => path)).toEqual([
      'LICENSE',
      'dist/apps/scale-unit/src/main.js',
      'dist/libs/channel-db/src/migrations/sqlite/catalog/0001-catalog.js',
      'dist/libs/channel-db/src/migrations/sqlite/store/0001-box.js',
      'node_modules/left/index.js',
      'node_modules/left/package.json',
      'package.json',
      'runtime/bin/node',
      'sbom.cdx.json',
    ]);
    expect(files.filter(({ isProgram }) => isProgram).map(({ path }) => path)).toEqual(['runtime/bin/node']);
    expect(schema).toEqual({ store: ['0001-box'], catalog: ['0001-catalog'] });
  });

  it('has the same digest when the same tree is built elsewhere and later', async () => {
    const first = await build(aCheckout(join(folder, 'a')), join(folder, 'out-1'));
    const copy = join(folder, 'b');
    cpSync(join(folder, 'a'), copy, { recursive: true });
    utimesSync(join(copy, 'dist/apps/scale-unit/src/main.js'), 1, 1);
    const second = await build(copy, join(folder, 'out-2'));
    expect(digestOf(encodeManifest(second))).toBe(digestOf(encodeManifest(first)));
    writeFileSync(join(copy, 'dist/apps/scale-unit/src/main.js'), 'sell(1)');
    const third = await build(copy, join(folder, 'out-3'));
    expect(digestOf(encodeManifest(third))).not.toBe(digestOf(encodeManifest(first)));
  });

  it('names what it is made of, in CycloneDX form', () => {
    const bill = JSON.parse(billOfMaterials(aCheckout(join(folder, 'a')), '1.4.0')) as {
      bomFormat: string;
      components: { name: string }[];
    };
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(bill.components.map(({ name }) => name)).toEqual(['left']);
  });

  it('is known again by its list: a byte, a file less, a file more, a link, a right to run', async () => {
    const out = join(folder, 'out');
    const manifest = await build(aCheckout(join(folder, 'a')), out);
    expect(await faultsIn(out, manifest)).toEqual([]);
    writeFileSync(join(out, 'LICENSE'), 'mine');
    writeFileSync(join(out, 'more.js'), '');
    rmSync(join(out, 'package.json'));
    expect(await faultsIn(out, manifest)).toEqual(['LICENSE has other bytes', 'package.json is missing', 'more.js does not belong to it']);
    symlinkSync('/etc/passwd', join(out, 'package.json'));
    await expect(faultsIn(out, manifest)).rejects.toThrow('is no plain file');
  });

  it('takes the packages that the lock file names for production', () => {
    expect(productionPackages(aCheckout(join(folder, 'a')))).toEqual(['node_modules/left']);
  });
});
