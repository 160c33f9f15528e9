import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeManifest, targetName, type Manifest } from '@app/updates';
import { makeKeys, readAllKeys, type Keys } from './keys';
import { Repository } from './repository';
import { WebServer } from './web-server';

export const PLATFORM = 'linux-x64';

export function aManifest(version: string, change: Partial<Manifest> = {}): Manifest {
  return { format: 1, version, platform: PLATFORM, schema: { store: [], catalog: [] }, files: [], ...change };
}

/** New keys in a folder, read back as the tool reads them. */
export function newKeys(folder: string): Keys {
  makeKeys(folder);
  return readAllKeys(folder);
}

/** A repository on a real web server, which a spec may replace answers of. */
export class ServedRepository {
  private constructor(
    readonly folder: string,
    readonly repository: Repository,
    readonly keys: Keys,
    private readonly web: WebServer,
  ) {}

  static async open(now?: () => number): Promise<ServedRepository> {
    const folder = mkdtempSync(join(tmpdir(), 'repository-'));
    const repository = new Repository(join(folder, 'served'), now);
    const keys = newKeys(join(folder, 'keys'));
    repository.writeRoot(keys);
    return new ServedRepository(folder, repository, keys, await WebServer.open(repository.folder));
  }

  get url(): string {
    return this.web.url;
  }

  get answers(): WebServer['answers'] {
    return this.web.answers;
  }

  get firstRoot(): string {
    return readFileSync(this.repository.path('root', 1), 'utf8');
  }

  /** Signs a release and publishes it, with these keys. */
  release(manifest: Manifest, keys: Keys = this.keys): void {
    this.sign({ add: new Map([[targetName(manifest.version, manifest.platform), encodeManifest(manifest)]]) }, keys);
  }

  sign(change: Parameters<Repository['writeTargets']>[0], keys: Keys = this.keys): void {
    this.repository.writeTargets(change, keys.targets);
    this.repository.writeSnapshot(keys.snapshot);
    this.repository.writeTimestamp(keys.timestamp);
  }

  async close(): Promise<void> {
    await this.web.close();
    rmSync(this.folder, { recursive: true });
  }
}
