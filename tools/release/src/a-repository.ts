import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeManifest, targetName, type Manifest } from '@app/updates';
import { makeKeys, readAllKeys, type Keys } from './keys';
import { Repository } from './repository';

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
  /** Answers instead of a file, by the end of its path. */
  readonly answers = new Map<string, (response: ServerResponse) => void>();
  private server!: Server;

  private constructor(
    readonly folder: string,
    readonly repository: Repository,
    readonly keys: Keys,
  ) {}

  static async open(now?: () => number): Promise<ServedRepository> {
    const folder = mkdtempSync(join(tmpdir(), 'repository-'));
    const repository = new Repository(join(folder, 'served'), now);
    const served = new ServedRepository(folder, repository, newKeys(join(folder, 'keys')));
    repository.writeRoot(served.keys);
    served.server = createServer((request, response) => served.answer(request.url!, response));
    await new Promise<void>((resolve) => served.server.listen(0, '127.0.0.1', resolve));
    return served;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
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
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true });
  }

  private answer(url: string, response: ServerResponse): void {
    for (const [end, answer] of this.answers) if (url.endsWith(end)) return answer(response);
    try {
      response.end(readFileSync(join(this.repository.folder, url)));
    } catch {
      response.writeHead(404).end();
    }
  }
}
