import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Key, Signature } from '@tufjs/models';

/** Roles of The Update Framework. Root and targets keys stay offline; the other two lie where releases are published. */
export const ROLES = ['root', 'targets', 'snapshot', 'timestamp'] as const;
export type Role = (typeof ROLES)[number];

/** A private key, and the public one as metadata names it. */
export interface RoleKey {
  readonly key: Key;
  sign(bytes: Buffer): Signature;
}

export type Keys = Readonly<Record<Role, readonly RoleKey[]>>;

/** New Ed25519 keys: three of root, one of each other role, each in a file of its own that only its owner reads. */
export function makeKeys(folder: string, roles: readonly Role[] = ROLES): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const role of roles)
    for (let number = 1; number <= (role === 'root' ? 3 : 1); number += 1) makeKey(join(folder, `${role}-${number}.pem`));
}

function makeKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
}

/** The keys of a role in a folder: `targets-1.pem` and so on. Those of root may lie in three places: one folder each. */
export function readKeys(folder: string, role: Role): RoleKey[] {
  const names = readdirSync(folder).filter((name) => name.startsWith(`${role}-`) && name.endsWith('.pem'));
  return names.sort().map((name) => roleKey(createPrivateKey(readFileSync(join(folder, name)))));
}

function roleKey(privateKey: KeyObject): RoleKey {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const publicHex = der.subarray(-32).toString('hex');
  const keyID = createHash('sha256').update(`ed25519 ${publicHex}`).digest('hex');
  return {
    key: new Key({ keyID, keyType: 'ed25519', scheme: 'ed25519', keyVal: { public: publicHex } }),
    sign: (bytes) => new Signature({ keyID, sig: sign(null, bytes, privateKey).toString('hex') }),
  };
}

/** The keys of every role, where one folder holds them all. */
export function readAllKeys(folder: string): Keys {
  const of = (role: Role): RoleKey[] => readKeys(folder, role);
  return { root: of('root'), targets: of('targets'), snapshot: of('snapshot'), timestamp: of('timestamp') };
}
