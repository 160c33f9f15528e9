import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { DomainError, type Clock, type Instant } from '@app/kernel';
import { newNonce, signRequest, type ReceivedHeaders, type SigningKey } from '@app/protocol';
import type { Dispatcher } from 'undici';
import { fingerprintOf } from '../tls/fingerprint';
import type { OutboundOptions } from './dispatcher';
import { openTls, type TunnelOptions } from './open-tls';
import { readBounded } from './read-bounded';
import { agent, request } from './undici';

/** `CODE@https://host:port#fingerprint`: all that store IT is given. */
export interface EnrolmentLine {
  readonly code: string;
  readonly headquartersUrl: string;
  /** SHA-256 of the authority's certificate, in hexadecimal. */
  readonly fingerprint: string;
}

const LINE = /^([0-9A-Za-z-]{8,40})@(https:\/\/[^\s#@/]{1,253})\/?#([0-9a-fA-F:]{64,95})$/;

export function readEnrolmentLine(text: string): EnrolmentLine | undefined {
  const [, code, headquartersUrl, pin] = LINE.exec(text.trim()) ?? [];
  const fingerprint = pin?.replaceAll(':', '').toLowerCase();
  if (!code || !headquartersUrl || fingerprint?.length !== 64) return undefined;
  return { code, headquartersUrl, fingerprint };
}

export interface FirstCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  /** Signs the request with the box's new key. */
  readonly signedBy?: { readonly key: SigningKey; readonly now: number };
}

export interface FirstAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly headers: ReceivedHeaders;
  /** Over which headquarters signs its answer. */
  readonly nonce: string;
}

const DEADLINE_MS = 15_000;
const MAXIMUM_ANSWER_BYTES = 1_048_576;

/**
 * The first contact with headquarters: the server must show a chain that ends in the authority whose fingerprint store IT
 * was given. Dates are not looked at here, because the box's clock may be wrong; every later connection checks them.
 */
export class FirstContact {
  private constructor(
    private readonly url: URL,
    /** The authority's certificate, PEM: the only root that is trusted for headquarters from now on. */
    readonly authority: string,
    private readonly dispatcher: Dispatcher,
  ) {}

  static async open(headquartersUrl: string, fingerprint: string, outbound: OutboundOptions = {}): Promise<FirstContact> {
    const url = new URL(headquartersUrl);
    const tunnel = { ...outbound, timeoutMs: DEADLINE_MS };
    const authority = await meet(url, fingerprint.toLowerCase(), tunnel);
    return new FirstContact(url, authority, createPinnedDispatcher(headquartersUrl, fingerprint.toLowerCase(), outbound));
  }

  async ask({ method, path, body, signedBy }: FirstCall): Promise<FirstAnswer> {
    const text = body ? JSON.stringify(body) : '';
    const nonce = newNonce();
    const signature = signedBy ? signRequest({ method, target: path, body: text }, signedBy.key, { now: signedBy.now, nonce }) : {};
    const answer = await reached(() =>
      request(this.dispatcher, new URL(path, this.url), {
        method,
        headers: { ...signature, ...(text === '' ? {} : { 'content-type': 'application/json' }) },
        body: text === '' ? undefined : text,
        signal: AbortSignal.timeout(DEADLINE_MS),
      }),
    );
    const bytes = await readBounded(answer.body, MAXIMUM_ANSWER_BYTES);
    if (!bytes) throw new DomainError('headquarters.not-understood', 'headquarters answered too much');
    return { status: answer.statusCode, body: bytes, headers: answer.headers, nonce };
  }

  close(): Promise<void> {
    return this.dispatcher.destroy();
  }
}

/** Only the certificate of the authority with this fingerprint, as PEM. */
export async function pinAuthority(headquartersUrl: string, fingerprint: string): Promise<string> {
  const contact = await FirstContact.open(headquartersUrl, fingerprint);
  await contact.close();
  return contact.authority;
}

/**
 * Each connection is checked against the pinned authority by hand: its dates by the clock that is given instead of the machine's, or
 * not at all.
 */
export function createPinnedDispatcher(headquartersUrl: string, fingerprint: string, outbound: OutboundOptions, clock?: Clock): Dispatcher {
  const [url, tunnel] = [new URL(headquartersUrl), { ...outbound, timeoutMs: DEADLINE_MS }];
  return new (agent())({
    connect: (_, callback) => {
      openPinned(url, fingerprint, tunnel, clock).then(
        ({ socket }) => callback(null, socket),
        (error: unknown) => callback(error as Error, null),
      );
    },
  });
}

async function meet(url: URL, fingerprint: string, tunnel: TunnelOptions): Promise<string> {
  const { socket, authority } = await openPinned(url, fingerprint, tunnel);
  socket.destroy();
  return authority.toString();
}

async function openPinned(url: URL, fingerprint: string, tunnel: TunnelOptions, clock?: Clock) {
  const socket = await reached(() => openTls(url, tunnel));
  try {
    const chain = chainFrom(socket.getPeerX509Certificate());
    const authority = pinnedAuthority(chain, url.hostname, fingerprint);
    if (clock) requireDates([chain[0]!, authority], clock.now());
    return { socket, authority };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function pinnedAuthority(chain: readonly X509Certificate[], hostname: string, fingerprint: string): X509Certificate {
  const leaf = chain[0];
  const authority = chain.find((certificate) => fingerprintOf(certificate.toString()) === fingerprint);
  if (!leaf || !authority?.ca) throw notPinned('the server shows no authority with this fingerprint');
  if (!leaf.verify(authority.publicKey)) throw notPinned('the certificate of the server is not signed by the authority');
  const host = hostname.replace(/^\[|\]$/g, '');
  const isFor = (isIP(host) ? leaf.checkIP(host) : leaf.checkHost(host)) !== undefined;
  if (!isFor) throw notPinned('the certificate of the server is for another name');
  return authority;
}

function requireDates(certificates: readonly X509Certificate[], now: Instant): void {
  for (const { validFrom, validTo } of certificates) {
    if (now < Date.parse(validFrom)) throw outOfDate('CERT_NOT_YET_VALID', `valid from ${validFrom} on`);
    if (now > Date.parse(validTo)) throw outOfDate('CERT_HAS_EXPIRED', `valid until ${validTo}`);
  }
}

/** As TLS itself says it. */
const outOfDate = (code: string, message: string): Error => Object.assign(new Error(`the certificate is ${message}`), { code });

function chainFrom(leaf: X509Certificate | undefined): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (
    let next = leaf;
    next && chain.length < 10 && !chain.some((one) => one.fingerprint256 === next?.fingerprint256);
    next = next.issuerCertificate
  ) {
    chain.push(next);
  }
  return chain;
}

async function reached<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('headquarters.unreachable', 'headquarters cannot be reached', { retryable: true }, { cause });
  }
}

function notPinned(message: string): DomainError {
  return new DomainError('headquarters.not-pinned', message);
}
