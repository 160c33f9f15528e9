import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { generateSigningKeyPair, publicKeyOf, signingKeyFromPem, type SigningKey } from '@app/protocol';
import { keepOutOfLogs } from '../logging/known-secrets';

const ONLY_OWNER = 0o600;
/** What lies beside the secrets and is none: names, certificates. */
const PUBLIC = /\.id$|authority/;

/** A folder of secrets, one per file, readable by their owner only. They never enter the database, a log or a backup. */
export class KeyFiles {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  read(name: string): string | undefined {
    const content = readTextIfExists(this.pathOf(name));
    if (content !== undefined && !PUBLIC.test(name)) keepSecret(content);
    return content;
  }

  write(name: string, content: string): void {
    writeFileAtomic(this.pathOf(name), content, { mode: ONLY_OWNER });
    if (!PUBLIC.test(name)) keepSecret(content);
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

const SHORTEST_SECRET = 16;
const NAME_OF_A_BOX = /^[\da-f]{8}-[\da-f]{4}-/;

/** A file holds one secret, several as JSON, or the lines of a key. */
function keepSecret(content: string): void {
  const parts = content.split(/["\s]+/).filter((part) => part.length >= SHORTEST_SECRET && !NAME_OF_A_BOX.test(part));
  parts.forEach(keepOutOfLogs);
}
