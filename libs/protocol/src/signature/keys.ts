import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** A private Ed25519 key with the name under which the other side knows its public half. */
export interface SigningKey {
  /** `box:<instanceId>`, `console:<instanceId>` or `headquarters`. */
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

export interface NewKeyPair {
  /** PKCS #8 PEM, to be kept in a file only its owner reads. */
  readonly privateKeyPem: string;
  /** The 32 raw bytes in base64, as enrolment carries it. */
  readonly publicKey: string;
}

export function generateSigningKeyPair(): NewKeyPair {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }), publicKey: publicKeyOf(privateKey) };
}

export function signingKeyFromPem(keyId: string, pem: string): SigningKey {
  return { keyId, privateKey: createPrivateKey(pem) };
}

/** The raw public half in base64. */
export function publicKeyOf(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return Buffer.from(x as string, 'base64url').toString('base64');
}

/** Ed25519 over bytes or UTF-8 text, as base64. */
export function signBytes(key: SigningKey, bytes: string | Uint8Array): string {
  return sign(null, asBytes(bytes), key.privateKey).toString('base64');
}

/** False for a wrong signature and for anything that is no signature or no key. */
export function verifyBytes(publicKey: string, bytes: string | Uint8Array, signature: string): boolean {
  const key = importPublicKey(publicKey);
  if (!key) return false;
  const raw = Buffer.from(signature, 'base64');
  return raw.length === 64 && verify(null, asBytes(bytes), key, raw);
}

const imported = new Map<string, KeyObject>();
/** A box knows two keys, a hub one or two per box: imports are kept, up to a bound. */
const MAXIMUM_IMPORTED = 10_000;

function importPublicKey(publicKey: string): KeyObject | undefined {
  const known = imported.get(publicKey);
  if (known) return known;
  const raw = Buffer.from(publicKey, 'base64');
  if (raw.length !== 32) return undefined;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
  if (imported.size >= MAXIMUM_IMPORTED) imported.clear();
  imported.set(publicKey, key);
  return key;
}

function asBytes(bytes: string | Uint8Array): Uint8Array {
  return typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
}
