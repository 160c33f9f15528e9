import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeManifest, filesIn, type Manifest } from '@app/updates';
import { productionPackages } from './production-packages';

export interface BuildOptions {
  /** A checkout that was built: `npm run build`. */
  readonly root: string;
  readonly version: string;
  readonly platform: string;
  readonly into: string;
  /** A Node binary of an official distribution, which becomes the release's own runtime. */
  readonly node?: string;
  /** The first root of trust that boxes take from this package. */
  readonly trustedRoot?: string;
  /** Bill of materials as text. */
  readonly sbom: string;
  /** False for a release whose packages lie beside the releases, as tests have it. */
  readonly withPackages: boolean;
  /** Changes of the release before it is listed: a test plants its faults so. */
  readonly plants?: readonly ((release: string) => void)[];
}

/** Programs of the box. Headquarters and the tools are no part of it. */
const NOT_OF_A_BOX = [/^apps\/headquarters\//, /^tools\//, /\.js\.map$/];

/** Puts a release together in a folder and lists it. The same tree gives the same list, wherever and whenever that is done. */
export async function buildRelease(options: BuildOptions): Promise<Manifest> {
  const { root, into, version } = options;
  if (existsSync(into)) throw new Error(`${into} is there already`);
  mkdirSync(into, { recursive: true });
  copyProgram(join(root, 'dist'), join(into, 'dist'));
  if (options.withPackages) for (const path of productionPackages(root)) copy(join(root, path), join(into, path));
  if (options.node) copy(options.node, join(into, 'runtime', 'bin', 'node'));
  copy(join(root, 'LICENSE'), join(into, 'LICENSE'));
  if (options.trustedRoot) copy(options.trustedRoot, join(into, 'trusted-root.json'));
  writeFileSync(join(into, 'package.json'), packageFile(root, version));
  writeFileSync(join(into, 'sbom.cdx.json'), options.sbom);
  for (const plant of options.plants ?? []) plant(into);
  const schema = schemaOf(join(into, 'dist'));
  return { format: 1, version, platform: options.platform, schema, files: await filesIn(into) };
}

export function writeManifest(file: string, manifest: Manifest): void {
  writeFileSync(file, encodeManifest(manifest));
}

function copyProgram(from: string, to: string): void {
  const isOfBox = (path: string): boolean => !NOT_OF_A_BOX.some((pattern) => pattern.test(path.slice(from.length + 1)));
  cpSync(from, to, { recursive: true, filter: (source) => source === from || (isOfBox(source) && !source.endsWith('.built')) });
}

/** Links are followed: a release has plain files only. */
function copy(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (source) => !source.endsWith('/node_modules/.bin') && !source.endsWith('/.bin'),
  });
}

/** Only what is looked at when the program runs. */
function packageFile(root: string, version: string): string {
  const { name, license, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  return `${JSON.stringify({ name, version, private: true, license, dependencies }, null, 2)}\n`;
}

/** Names of the schema's changes, from the built program itself. */
function schemaOf(dist: string): Manifest['schema'] {
  const namesIn = (set: string): string[] =>
    readdirSync(join(dist, 'libs', 'channel-db', 'src', 'migrations', 'sqlite', set))
      .filter((name) => /^\d{4}-.*\.js$/.test(name))
      .map((name) => name.replace(/\.js$/, ''))
      .sort();
  return { store: namesIn('store'), catalog: namesIn('catalog') };
}
