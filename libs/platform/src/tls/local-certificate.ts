import { X509Certificate } from 'node:crypto';
import { createRequire } from 'node:module';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Clock, Instant } from '@app/kernel';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import type { createAuthority, Issued, issueLeaf } from './certificate-authority';
import type { CertificateSource, SecureContext } from './certificate-source';
import { fingerprintOf } from './fingerprint';

export interface LocalCertificateOptions {
  /** Where the leaf is kept, and the authority when it has no folder of its own. */
  readonly folder: string;
  /** Another process of this box shares its authority: whoever trusts one trusts the other. */
  readonly authorityFolder?: string;
  /** Name of the authority, as a browser shows it. */
  readonly authorityName: string;
  /** Names and addresses besides the machine's own. */
  readonly names: readonly string[];
  readonly clock: Clock;
  /** A moment that is known to have been, whatever the clock says: who asks may live soon after it. */
  readonly knownMoment?: Instant | undefined;
}

const OWNER_ONLY = 0o600;
const DAY_MS = 86_400_000;
/** Of a leaf's 90 days. */
const LEAST_DAYS_LEFT = 30;
const MOST_DAYS_LEFT = 91;

/**
 * The certificate a server of ours presents on the LAN: a leaf of the appliance's own authority with the machine's
 * names and addresses in it. `refresh` makes a new leaf after two thirds of its life or when an address has come;
 * servers take it over without dropping a connection.
 */
export class LocalCertificate implements CertificateSource {
  private readonly listeners: ((context: SecureContext) => void)[] = [];

  private constructor(
    private readonly options: LocalCertificateOptions,
    private readonly authority: Issued,
    private leaf: Issued,
  ) {}

  static async open(options: LocalCertificateOptions): Promise<LocalCertificate> {
    const now = options.clock.now();
    const authorityFolder = options.authorityFolder ?? options.folder;
    const authority = readPair(authorityFolder, 'authority') ?? (await issuing().createAuthority(options.authorityName, now));
    writePair(authorityFolder, 'authority', authority);
    const known = readPair(options.folder, 'leaf');
    const names = namesOf(options);
    const leaf = known && !needsRenewal(known, authority, names, now) ? known : await issueFrom(options, authority, names);
    writePair(options.folder, 'leaf', leaf);
    return new LocalCertificate(options, authority, leaf);
  }

  /** The root to give to those who shall trust this machine. */
  get authorityCertificate(): string {
    return this.authority.certificate;
  }

  get authorityFingerprint(): string {
    return fingerprintOf(this.authority.certificate);
  }

  get validUntil(): Instant {
    return Date.parse(new X509Certificate(this.leaf.certificate).validTo);
  }

  /** The chain goes with the leaf, so that who pinned the root's fingerprint finds it there. */
  current(): SecureContext {
    return { cert: `${this.leaf.certificate}\n${this.authority.certificate}`, key: this.leaf.privateKey };
  }

  onChange(listener: (context: SecureContext) => void): void {
    this.listeners.push(listener);
  }

  /** True when a new leaf was made. */
  async refresh(): Promise<boolean> {
    const now = this.options.clock.now();
    const names = namesOf(this.options);
    if (!needsRenewal(this.leaf, this.authority, names, now)) return false;
    this.leaf = await issueFrom(this.options, this.authority, names);
    writePair(this.options.folder, 'leaf', this.leaf);
    for (const listener of this.listeners) listener(this.current());
    return true;
  }
}

/** Making certificates needs a library that most starts do not: it is loaded when one is due. */
function issuing(): Issuing {
  return createRequire(__filename)('./certificate-authority') as Issuing;
}

interface Issuing {
  readonly createAuthority: typeof createAuthority;
  readonly issueLeaf: typeof issueLeaf;
}

/** A clock that is years ahead must not make what nobody accepts yet. */
function issueFrom({ clock, knownMoment }: LocalCertificateOptions, authority: Issued, names: readonly string[]): Promise<Issued> {
  const now = clock.now();
  return issuing().issueLeaf(authority, names, now, knownMoment);
}

function needsRenewal({ certificate }: Issued, authority: Issued, names: readonly string[], now: Instant): boolean {
  const leaf = new X509Certificate(certificate);
  const [from, to] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
  const daysLeft = (to - now) / DAY_MS;
  // More days than it was given: it was made by a clock that was ahead.
  const isDue = now < from || daysLeft < LEAST_DAYS_LEFT || daysLeft > MOST_DAYS_LEFT;
  const known = leaf.subjectAltName ?? '';
  return isDue || !names.every((name) => known.split(', ').some((entry) => sameName(entry, name))) || !isIssuedBy(leaf, authority);
}

function isIssuedBy(leaf: X509Certificate, authority: Issued): boolean {
  return leaf.verify(new X509Certificate(authority.certificate).publicKey);
}

function sameName(entry: string, name: string): boolean {
  const value = entry.slice(entry.indexOf(':') + 1).toLowerCase();
  return value === name.toLowerCase() || longAddress(value) === longAddress(name.toLowerCase());
}

/** OpenSSL writes IPv6 addresses in full (`FE80:0:...`), the machine abbreviates them. */
function longAddress(text: string): string {
  if (!text.includes(':')) return text;
  const [head = '', tail] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].map((part) => parseInt(part, 16).toString(16)).join(':');
}

function namesOf({ names }: LocalCertificateOptions): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const lan = addresses.filter(({ address, scopeid }) => !scopeid && !address.startsWith('fe80')).map(({ address }) => address);
  const host = hostname().toLowerCase();
  return [...new Set([host, `${host}.local`, 'localhost', ...names, ...lan])];
}

function readPair(folder: string, name: string): Issued | undefined {
  const certificate = readTextIfExists(join(folder, `${name}.pem`));
  const privateKey = readTextIfExists(join(folder, `${name}.key`));
  return certificate && privateKey ? { certificate, privateKey } : undefined;
}

/** The key first: a certificate without its key would never be renewed. */
function writePair(folder: string, name: string, { certificate, privateKey }: Issued): void {
  if (readTextIfExists(join(folder, `${name}.pem`)) === certificate) return;
  writeFileAtomic(join(folder, `${name}.key`), privateKey, { mode: OWNER_ONLY });
  writeFileAtomic(join(folder, `${name}.pem`), certificate);
}
