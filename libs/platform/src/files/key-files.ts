import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { generateSigningKeyPair, publicKeyOf, signingKeyFromPem, type SigningKey } from '@app/protocol';

const ONLY_OWNER = 0o600;

/** A folder of secrets, one per file, readable by their owner only. They never enter the database, a log or a backup. */
export class KeyFiles {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  read(name: string): string | undefined {
    return readTextIfExists(this.pathOf(name));
  }

  write(name: string, content: string): void {
    writeFileAtomic(this.pathOf(name), content, { mode: ONLY_OWNER });
  }

  /** A token of 256 bits that another process on this machine reads from the file; made the first time. */
  tokenFor(name: string): string {
    const known = this.read(name)?.trim();
    if (known) return known;
    const token = randomBytes(32).toString('base64url');
    this.write(name, `${token}\n`);
    return token;
  }

  /** The Ed25519 key kept under a name; made the first time. */
  signingKey(name: string, keyId: string): SigningKey & { readonly publicKey: string } {
    const pem = this.read(name) ?? this.newSigningKey(name);
    const key = signingKeyFromPem(keyId, pem);
    return { ...key, publicKey: publicKeyOf(key.privateKey) };
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  private newSigningKey(name: string): string {
    const { privateKeyPem } = generateSigningKeyPair();
    this.write(name, privateKeyPem);
    return privateKeyPem;
  }
}
