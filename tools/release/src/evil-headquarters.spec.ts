import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDispatcher } from '@app/platform';
import { digestOf, encodeManifest, filesIn, ReleaseMetadata, ReleaseStore, targetName, updateOrder, type Manifest } from '@app/updates';
import { aManifest, newKeys, PLATFORM, ServedRepository } from './a-repository';

/** What a box would be told to install, and a server that headquarters holds in its hands. */
interface Evil {
  readonly served: ServedRepository;
  /** The one genuine release there is. */
  readonly genuine: Manifest;
  readonly blobs: string;
  blob(path: string): string;
  /** Signs a release with keys of headquarters' own. */
  forge(change: Partial<Manifest>): void;
}

const dispatcher = createDispatcher({});
const order = (change: object) => ({ orderId: '0195e2a0-0000-7000-8000-000000000000', version: '1.1.0', ...change });
const never = (response: { writeHead(status: number): { end(): void } }) => response.writeHead(404).end();

/** Name of the trick, what it does, and the order that goes with it. */
const MANOEUVRES: readonly (readonly [string, (evil: Evil) => void, object?])[] = [
  ['orders a version that nobody made', () => undefined, { version: '9.9.9' }],
  ['orders a path instead of a version', () => undefined, { version: '../../etc' }],
  ['orders a version with a folder in it', () => undefined, { version: '1.1.0/../1.0.0' }],
  ['names its own server in the order', () => undefined, { url: 'https://evil.example' }],
  ['sends a list of files with the order', () => undefined, { files: [] }],
  ['orders a kind of its own', () => undefined, { kind: 'run' }],
  ['signs a release with its own keys', ({ forge }) => forge({})],
  ['signs a root of its own', ({ served }) => served.repository.writeRoot(newKeys(join(served.folder, 'own')))],
  ['takes the metadata away', ({ served }) => served.answers.set('.json', never)],
  ['sends the box to another server', ({ served }) => served.answers.set('.json', (to) => to.writeHead(307, { location: 'https://evil.example' }).end())],
  ['gives a web page instead of metadata', ({ served }) => served.answers.set('timestamp.json', (to) => to.end('<html>'))],
  ['withdraws the release from the list without a key', ({ served }) => served.answers.set(`${served.repository.latest('targets')}.targets.json`, (to) => to.end('{"signed":{},"signatures":[]}'))],
  ['changes one byte of a file', ({ blob }) => writeFileSync(blob('main.js'), 'evil()')],
  ['exchanges two files', ({ blob }) => { const text = readFileSync(blob('main.js')); writeFileSync(blob('main.js'), readFileSync(blob('other.js'))); writeFileSync(blob('other.js'), text); }],
  ['cuts a file short', ({ served, blob }) => served.answers.set(blob('main.js').slice(-64), (to) => to.end('se'))],
  ['makes a file longer', ({ served, blob }) => served.answers.set(blob('main.js').slice(-64), (to) => to.end('sell() && evil()'))],
  ['leaves a file out', ({ blob }) => rmSync(blob('main.js'))],
  ['gives the program of one platform as that of another', ({ served, genuine }) => { const list = encodeManifest({ ...genuine, platform: 'linux-arm64' }); served.answers.set(`.${targetName('1.1.0', PLATFORM)}`, (to) => to.end(list)); }],
  ['gives an older genuine list under a new name', ({ served }) => served.answers.set(`.${targetName('1.1.0', PLATFORM)}`, (to) => to.end(encodeManifest(aManifest('1.0.0'))))],
  ['answers nothing at all', ({ served }) => served.answers.set('timestamp.json', (to) => to.destroy())],
]; // prettier-ignore

let box: string;
let served: ServedRepository;

/** The whole way of an order on a box, up to the name of a release that the launcher would start. */
async function carryOut(given: object): Promise<string> {
  const store = new ReleaseStore(join(box, 'releases'));
  try {
    const { version } = updateOrder.parse(given);
    const parts = { folder: join(box, 'metadata'), repositoryUrl: served.url, firstRoot: served.firstRoot, dispatcher };
    const manifest = await new ReleaseMetadata(parts).manifestOf(version, PLATFORM);
    await store.fetch(manifest, { blobsUrl: `${served.url}/blobs`, dispatcher, tell: () => undefined, alike: [], pausesMs: [] });
    await store.accept(manifest);
    return 'installed';
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).name;
  }
}

const installed = () => new ReleaseStore(join(box, 'releases')).kept();

beforeEach(async () => {
  box = mkdtempSync(join(tmpdir(), 'box-'));
  served = await ServedRepository.open();
});
afterEach(async () => {
  await served.close();
  rmSync(box, { recursive: true });
});
afterAll(() => dispatcher.destroy());

async function anEvil(): Promise<Evil> {
  const source = join(served.folder, 'release');
  mkdirSync(source);
  for (const [name, text] of Object.entries({ 'main.js': 'sell()', 'other.js': 'give()' })) writeFileSync(join(source, name), text);
  const genuine = aManifest('1.1.0', { files: await filesIn(source) });
  const blobs = join(served.repository.folder, 'blobs');
  mkdirSync(blobs);
  for (const { path, sha256 } of genuine.files) writeFileSync(join(blobs, sha256), readFileSync(join(source, path)));
  served.release(genuine);
  return {
    served, genuine, blobs,
    blob: (path) => join(blobs, genuine.files.find((file) => file.path === path)!.sha256),
    forge: (change) => served.release({ ...genuine, ...change }, newKeys(join(served.folder, 'own'))),
  }; // prettier-ignore
}

it('a genuine release that headquarters orders is installed', async () => {
  await anEvil();
  expect(await carryOut(order({}))).toBe('installed');
  expect(await installed()).toEqual(['1.1.0']);
  expect(readFileSync(join(box, 'releases', '1.1.0', 'main.js'), 'utf8')).toBe('sell()');
});

it('what one release has is not fetched again for the next', async () => {
  const { served: now, genuine, blobs } = await anEvil();
  await carryOut(order({}));
  const fresh = { path: 'new.js', sha256: digestOf(Buffer.from('new()')), sizeBytes: 5, isProgram: false };
  writeFileSync(join(blobs, fresh.sha256), 'new()');
  now.release({ ...genuine, version: '1.2.0', files: [...genuine.files, fresh] });
  for (const { sha256 } of genuine.files) rmSync(join(blobs, sha256));
  expect(await carryOut(order({ version: '1.2.0' }))).toBe('installed');
});

describe('headquarters in the wrong hands installs nothing when it', () => {
  it.each(MANOEUVRES.map(([name, manoeuvre, change = {}]) => ({ name, manoeuvre, change })))('$name', async ({ manoeuvre, change }) => {
    manoeuvre(await anEvil());
    expect(await carryOut(order(change))).not.toBe('installed');
    expect(await installed()).toEqual([]);
  });

  it('tries all of these', () => expect(MANOEUVRES.length).toBe(20));
});

describe('a release that lies here already', () => {
  it.each<[string, (folder: string) => void]>([
    ['a byte was changed', (folder) => writeFileSync(join(folder, 'main.js'), 'evil()')],
    ['a file was added', (folder) => writeFileSync(join(folder, 'evil.js'), '')],
    ['a file was made a program', (folder) => chmodSync(join(folder, 'main.js'), 0o755)],
    ['a file was replaced by a link', (folder) => (rmSync(join(folder, 'main.js')), symlinkSync('/etc/passwd', join(folder, 'main.js')))],
  ])('is not started when %s', async (_what, change) => {
    const { genuine } = await anEvil();
    await carryOut(order({}));
    change(join(box, 'releases', '1.1.0'));
    await expect(new ReleaseStore(join(box, 'releases')).accept(genuine)).rejects.toThrow();
  });

  it('gives its room back when it is kept no more', async () => {
    await anEvil();
    await carryOut(order({}));
    await new ReleaseStore(join(box, 'releases')).keepOnly([]);
    expect(readdirSync(join(box, 'releases')).filter((name) => !name.startsWith('.'))).toEqual([]);
  });
});
