import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDispatcher } from '@app/platform';
import { encodeManifest, ReleaseMetadata, targetName } from '@app/updates';
import { aManifest, newKeys, PLATFORM, ServedRepository } from './a-repository';
import type { Keys } from './keys';
import { Repository } from './repository';

const DAY_MS = 86_400_000;

let served: ServedRepository;
let boxFolder: string;
const dispatcher = createDispatcher({});

/** The box's own client, as it comes out of the package. It remembers what it saw in its folder. */
const box = () => new ReleaseMetadata({ folder: boxFolder, repositoryUrl: served.url, firstRoot: served.firstRoot, dispatcher });
const ask = (version: string) =>
  box()
    .manifestOf(version, PLATFORM)
    .then(
      (manifest) => manifest.version,
      (error: { code: string }) => error.code,
    );
const served_ = (path: string) => join(served.repository.folder, path);
const keep = (name: string) => cpSync(served.repository.folder, join(served.folder, name), { recursive: true });
const bringBack = (name: string) => cpSync(join(served.folder, name), served.repository.folder, { recursive: true });
const evilKeys = (name = 'evil') => newKeys(join(served.folder, name));
/** As if an attacker held the keys of these roles and no other. */
const stolen = (...roles: (keyof Keys)[]): Keys => {
  const evil = evilKeys();
  return { ...evil, ...Object.fromEntries(roles.map((role) => [role, served.keys[role]])) };
};

beforeEach(async () => {
  boxFolder = mkdtempSync(join(tmpdir(), 'box-'));
  served = await ServedRepository.open();
  served.release(aManifest('1.0.0'));
});
afterEach(async () => {
  await served.close();
  rmSync(boxFolder, { recursive: true, force: true });
});
afterAll(() => dispatcher.destroy());

describe('the client of a box', () => {
  it('takes what was signed, and knows nothing else', async () => {
    served.release(aManifest('1.1.0'));
    expect([await ask('1.0.0'), await ask('1.1.0'), await ask('9.9.9')]).toEqual(['1.0.0', '1.1.0', 'release.not-genuine']);
  });

  it('takes no list of another release or platform under a signed name', async () => {
    served.sign({ add: new Map([[targetName('1.2.0', PLATFORM), encodeManifest(aManifest('1.1.0'))]]) });
    served.sign({ add: new Map([[targetName('1.3.0', PLATFORM), encodeManifest(aManifest('1.3.0', { platform: 'linux-arm64' }))]]) });
    expect([await ask('1.2.0'), await ask('1.3.0')]).toEqual(['release.not-genuine', 'release.not-genuine']);
  });

  it('says that the server is away, and does not call that a forgery', async () => {
    served.answers.set('timestamp.json', (response) => void response.writeHead(503).end());
    expect(await ask('1.0.0')).toBe('release.unreachable');
  });
});

describe('metadata of which a cut left a half', () => {
  it.each(['root', 'timestamp', 'snapshot', 'targets'])('is brought anew: %s', async (role) => {
    const second = evilKeys('second');
    served.repository.writeRoot(second, [...served.keys.root, ...second.root]);
    served.release(aManifest('1.1.0'), second);
    expect(await ask('1.1.0')).toBe('1.1.0');
    truncateSync(join(boxFolder, `${role}.json`), 100);
    expect(await ask('1.1.0')).toBe('1.1.0');
    expect(JSON.parse(readFileSync(join(boxFolder, 'root.json'), 'utf8'))).toMatchObject({ signed: { version: 2 } });
  });
});

describe('attacks on the way to a box', () => {
  it('arbitrary package: bytes that nobody signed', async () => {
    const [name] = Object.entries(served.repository.readTargets()).map(([path, { hashes }]) => `${hashes['sha256']}.${path}`);
    const evil = encodeManifest(
      aManifest('1.0.0', { files: [{ path: 'evil.js', sha256: '0'.repeat(64), sizeBytes: 1, isProgram: true }] }),
    );
    writeFileSync(served_(`targets/${name}`), evil);
    expect(await ask('1.0.0')).toBe('release.not-genuine');
  });

  it("arbitrary package: signed with an attacker's own keys", async () => {
    served.release(aManifest('6.6.6'), evilKeys());
    expect(await ask('6.6.6')).toBe('release.not-genuine');
  });

  it('freeze: the same old metadata for longer than it is believed', async () => {
    const now = Date.now();
    const old = new Repository(served.repository.folder, () => now - 8 * DAY_MS);
    old.writeTimestamp(served.keys.timestamp);
    expect(await ask('1.0.0')).toBe('metadata.expired');
    served.repository.writeTimestamp(served.keys.timestamp);
    expect(await ask('1.0.0')).toBe('1.0.0');
  });

  it('rollback: metadata from before what the box has seen', async () => {
    keep('before');
    served.sign({
      add: new Map([[targetName('1.1.0', PLATFORM), encodeManifest(aManifest('1.1.0'))]]),
      remove: [targetName('1.0.0', PLATFORM)],
    });
    expect(await ask('1.1.0')).toBe('1.1.0');
    bringBack('before');
    expect(await ask('1.0.0')).toBe('release.not-genuine');
  });

  it('rollback: an older list under a newer timestamp, by who stole the online keys', async () => {
    const name = `${served.repository.latest('targets')}.targets.json`;
    const before = readFileSync(served_(`metadata/${name}`));
    served.release(aManifest('1.1.0'));
    expect(await ask('1.1.0')).toBe('1.1.0');
    writeFileSync(served_(`metadata/${served.repository.latest('targets') + 1}.targets.json`), before);
    served.repository.writeSnapshot(served.keys.snapshot);
    served.repository.writeTimestamp(served.keys.timestamp);
    expect(await ask('1.0.0')).toBe('release.not-genuine');
  });

  it('fast-forward: versions as high as they go, until the stolen key is replaced', async () => {
    expect(await ask('1.0.0')).toBe('1.0.0');
    keep('before');
    for (let count = 0; count < 50; count += 1) served.repository.writeTimestamp(served.keys.timestamp);
    expect(await ask('1.0.0')).toBe('1.0.0');
    bringBack('before');
    rmSync(served_('metadata/timestamp.json'));
    served.repository.writeTimestamp(served.keys.timestamp);
    expect(await ask('1.0.0')).toBe('release.not-genuine');
    const fresh: Keys = { ...served.keys, timestamp: evilKeys('fresh').timestamp };
    served.repository.writeRoot(fresh);
    served.repository.writeTimestamp(fresh.timestamp);
    expect(await ask('1.0.0')).toBe('1.0.0');
  });

  it('mix-and-match: a list and a snapshot that were never published together', async () => {
    served.release(aManifest('1.1.0'));
    const [two, three] = [2, 3].map((version) => served_(`metadata/${version}.targets.json`));
    served.release(aManifest('1.2.0'));
    writeFileSync(three!, readFileSync(two!));
    expect(await ask('1.1.0')).toBe('release.not-genuine');
  });

  it.each(['timestamp.json', '1.snapshot.json', '1.targets.json'])('endless data: %s that never ends', async (name) => {
    let sentBytes = 0;
    served.answers.set(name, (response) => {
      const chunk = Buffer.alloc(65_536, ' ');
      const send = (): void => {
        sentBytes += chunk.length;
        if (!response.destroyed) response.write(chunk, () => setImmediate(send));
      };
      response.writeHead(200);
      send();
    });
    expect(await ask('1.0.0')).toBe('release.not-genuine');
    expect(sentBytes).toBeLessThan(8_000_000);
  });

  it('endless data: a list of files that never ends', async () => {
    const [target] = Object.values(served.repository.readTargets());
    served.answers.set(target!.path, (response) => void response.end(Buffer.alloc(target!.length + 1)));
    expect(await ask('1.0.0')).toBe('release.not-genuine');
  });

  it('key compromise: with every key that lies online, nothing new is genuine', async () => {
    served.release(aManifest('6.6.6'), stolen('snapshot', 'timestamp'));
    expect(await ask('6.6.6')).toBe('release.not-genuine');
  });

  it('key compromise: one of the three root keys changes nothing', async () => {
    const evil: Keys = { ...evilKeys(), root: [served.keys.root[0]!, ...evilKeys('more').root.slice(1)] };
    served.repository.writeRoot(evil);
    served.release(aManifest('6.6.6'), evil);
    expect(await ask('6.6.6')).toBe('release.not-genuine');
  });

  it('key compromise: the same root key twice is one signature', async () => {
    const evil: Keys = { ...evilKeys(), root: served.keys.root };
    served.repository.writeRoot(evil, [served.keys.root[0]!, served.keys.root[0]!]);
    served.release(aManifest('6.6.6'), evil);
    expect(await ask('6.6.6')).toBe('release.not-genuine');
  });
});

describe('new keys', () => {
  it('are followed over three roots, by a box that was away meanwhile', async () => {
    const firstRoot = served.firstRoot;
    let now = served.keys;
    for (const name of ['second', 'third', 'fourth']) {
      const next = evilKeys(name);
      served.repository.writeRoot(next, [...now.root.slice(0, 2), ...next.root.slice(0, 2)]);
      now = next;
    }
    served.release(aManifest('2.0.0'), now);
    expect(served.firstRoot).toBe(firstRoot);
    expect(await ask('2.0.0')).toBe('2.0.0');
    expect(served.repository.latest('root')).toBe(4);
  });

  it('are not followed when they did not sign themselves, or when a root is left out', async () => {
    const second = evilKeys('second');
    served.repository.writeRoot(second, served.keys.root);
    expect(await ask('1.0.0')).toBe('release.not-genuine');
    rmSync(served.repository.path('root', 2));
    const third = evilKeys('third');
    const skipped = new Repository(join(served.folder, 'elsewhere'));
    skipped.writeRoot(served.keys);
    skipped.writeRoot(second, [...served.keys.root, ...second.root]);
    skipped.writeRoot(third, [...second.root, ...third.root]);
    writeFileSync(served.repository.path('root', 2), readFileSync(skipped.path('root', 3)));
    expect(await ask('1.0.0')).toBe('release.not-genuine');
  });
});
