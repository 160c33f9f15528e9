import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Instant } from '@app/kernel';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { ...CURVE, hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3_650;
const LEAF_DAYS = 90;
/** A device whose clock is a little behind still accepts a certificate made just now. */
const BACKDATED_MS = 3_600_000;

/** A certificate and its private key, as PEM. */
export interface Issued {
  readonly certificate: string;
  readonly privateKey: string;
}

/** A new root for one appliance or hub: P-256, ten years, for signing certificates only. */
export async function createAuthority(name: string, now: Instant): Promise<Issued> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: newSerial(),
      name: [{ CN: [name] }],
      ...lifeOf(now, AUTHORITY_DAYS),
      signingAlgorithm: SIGNATURE,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto,
  );
  return { certificate: certificate.toString('pem'), privateKey: await privatePem(keys.privateKey) };
}

/** A server certificate for these host names and addresses: from a moment on, and for 90 days from now. */
export async function issueLeaf(authority: Issued, names: readonly string[], now: Instant, from = now): Promise<Issued> {
  const keys = await newKeys();
  const root = new X509Certificate(authority.certificate);
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: newSerial(),
      subject: [{ CN: [names[0] ?? 'localhost'] }],
      issuer: root.subjectName,
      ...lifeOf(now, LEAF_DAYS, from),
      signingAlgorithm: SIGNATURE,
      publicKey: keys.publicKey,
      signingKey: await signingKeyOf(authority.privateKey),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(names.map((name) => ({ type: isIP(name) ? 'ip' : 'dns', value: name }))),
      ],
    },
    webcrypto,
  );
  return { certificate: certificate.toString('pem'), privateKey: await privatePem(keys.privateKey) };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
}

async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function signingKeyOf(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), CURVE, false, ['sign']);
}

/** 64 random bits, positive. */
function newSerial(): string {
  const bytes = randomBytes(9);
  bytes[0] = 0x01;
  return bytes.toString('hex');
}

function lifeOf(now: Instant, days: number, from = now): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Math.min(from, now) - BACKDATED_MS), notAfter: new Date(now + days * DAY_MS) };
}
