import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '@app/files';
import { digestOf } from '@app/updates';
import { MetaFile, Metadata, MetadataKind, Snapshot, TargetFile, Targets, Timestamp, type Root } from '@tufjs/models';
import { ROLES, type Keys, type Role, type RoleKey } from './keys';

const SPEC = '1.0.31';
const DAY_MS = 86_400_000;
/** How long each role is believed. The timestamp is renewed every day by itself; whoever freezes it is noticed within a week. */
const LIFE_DAYS: Readonly<Record<Role, number>> = { root: 3 * 365, targets: 365, snapshot: 30, timestamp: 7 };
const ROOTS_NEEDED = 2;

type Json = Parameters<typeof Metadata.fromJSON>[1];

/** Metadata of a repository as files, as any web server gives it out: `metadata/`, `targets/`, `blobs/`. */
export class Repository {
  constructor(
    readonly folder: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** The next root: it names the keys of every role, and is signed by two of the root keys before it and two of its own. */
  writeRoot(keys: Keys, signers: readonly RoleKey[] = keys.root): void {
    const version = this.latest('root') + 1;
    const { expires } = this.common('root', version);
    const named: Json = Object.fromEntries(ROLES.flatMap((role) => keys[role].map(({ key }) => [key.keyID, key.toJSON()])));
    const roles: Json = Object.fromEntries(
      ROLES.map((role) => [role, { keyids: keys[role].map(({ key }) => key.keyID), threshold: role === 'root' ? ROOTS_NEEDED : 1 }]),
    );
    const signed = {
      _type: 'root', spec_version: SPEC, version, expires, consistent_snapshot: true, keys: named, roles,
    }; // prettier-ignore
    this.write('root', version, Metadata.fromJSON(MetadataKind.Root, { signed, signatures: [] }), signers);
  }

  /** The targets of the last version, with what is added and without what is taken out. */
  writeTargets(
    change: { readonly add?: ReadonlyMap<string, Buffer>; readonly remove?: readonly string[] },
    signers: readonly RoleKey[],
  ): void {
    const version = this.latest('targets') + 1;
    const before = this.readTargets();
    const targets = new Targets(this.common('targets', version));
    for (const [name, target] of Object.entries(before)) if (!change.remove?.includes(name)) targets.addTarget(target);
    for (const [name, bytes] of change.add ?? []) targets.addTarget(this.keepTarget(name, bytes));
    this.write('targets', version, new Metadata(targets), signers);
  }

  writeSnapshot(signers: readonly RoleKey[]): void {
    const version = this.latest('snapshot') + 1;
    const meta = { 'targets.json': this.metaOf('targets') };
    this.write('snapshot', version, new Metadata(new Snapshot({ ...this.common('snapshot', version), meta })), signers);
  }

  /** The last to be written: from then on the new state is what boxes see. */
  writeTimestamp(signers: readonly RoleKey[]): void {
    const version = this.latest('timestamp') + 1;
    const timestamp = new Timestamp({ ...this.common('timestamp', version), snapshotMeta: this.metaOf('snapshot') });
    this.write('timestamp', version, new Metadata(timestamp), signers);
  }

  readTargets(): Readonly<Record<string, TargetFile>> {
    const version = this.latest('targets');
    if (version === 0) return {};
    return Metadata.fromJSON(MetadataKind.Targets, this.read(this.path('targets', version))).signed.targets;
  }

  /** The newest version of a role; 0 when there is none. */
  latest(role: Role): number {
    if (role === 'timestamp') return existsSync(this.path('timestamp', 0)) ? this.versionOfTimestamp() : 0;
    const folder = join(this.folder, 'metadata');
    const versions = existsSync(folder) ? readdirSync(folder).flatMap((name) => versionIn(name, role)) : [];
    return Math.max(0, ...versions);
  }

  path(role: Role, version: number): string {
    return join(this.folder, 'metadata', role === 'timestamp' ? 'timestamp.json' : `${version}.${role}.json`);
  }

  private versionOfTimestamp(): number {
    return Metadata.fromJSON(MetadataKind.Timestamp, this.read(this.path('timestamp', 0))).signed.version;
  }

  private common(role: Role, version: number): { version: number; specVersion: string; expires: string } {
    const expires = new Date(this.now() + LIFE_DAYS[role] * DAY_MS).toISOString().replace(/\.\d+Z$/, 'Z');
    return { version, specVersion: SPEC, expires };
  }

  private keepTarget(path: string, bytes: Buffer): TargetFile {
    const sha256 = digestOf(bytes);
    writeFileAtomic(join(this.folder, 'targets', `${sha256}.${path}`), bytes);
    return new TargetFile({ path, length: bytes.length, hashes: { sha256 } });
  }

  private metaOf(role: 'targets' | 'snapshot'): MetaFile {
    const version = this.latest(role);
    const bytes = readFileSync(this.path(role, version));
    return new MetaFile({ version, length: bytes.length, hashes: { sha256: digestOf(bytes) } });
  }

  private write(role: Role, version: number, metadata: Metadata<Root | Targets | Snapshot | Timestamp>, signers: readonly RoleKey[]): void {
    for (const signer of signers) metadata.sign((bytes) => signer.sign(bytes), true);
    writeFileAtomic(this.path(role, version), `${JSON.stringify(metadata.toJSON(), null, 1)}\n`);
  }

  private read(path: string): Json {
    return JSON.parse(readFileSync(path, 'utf8')) as Json;
  }
}

function versionIn(name: string, role: Role): number[] {
  const found = /^(\d+)\.(\w+)\.json$/.exec(name);
  return found?.[2] === role ? [Number(found[1])] : [];
}
