import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { DomainError } from '@app/kernel';
import { fingerprintOf } from '../tls/certificate-authority';

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

/**
 * Meets headquarters for the first time: the server must show a chain that ends in the authority whose fingerprint store IT
 * was given. Dates are not looked at here, because the box's clock may be wrong; every later connection checks them.
 * Answers the authority's certificate, the only root that is trusted for headquarters from then on.
 */
export async function pinAuthority(headquartersUrl: string, fingerprint: string, timeoutMs = 10_000): Promise<string> {
  const url = new URL(headquartersUrl);
  const socket = await openTls(url, timeoutMs);
  try {
    const chain = chainOf(socket);
    const authority = chain.find((certificate) => fingerprintOf(certificate.toString()) === fingerprint.toLowerCase());
    if (!authority?.ca) throw notPinned('the server shows no authority with this fingerprint');
    const leaf = chain[0] as X509Certificate;
    if (!leaf.verify(authority.publicKey)) throw notPinned('the server’s certificate is not signed by the authority');
    if (!isFor(leaf, url.hostname)) throw notPinned('the server’s certificate is for another name');
    return authority.toString();
  } finally {
    socket.destroy();
  }
}

function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next = socket.getPeerX509Certificate();
  while (next && chain.length < 10 && !chain.some(({ fingerprint256 }) => fingerprint256 === next?.fingerprint256)) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

function isFor(leaf: X509Certificate, hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return (isIP(host) ? leaf.checkIP(host) : leaf.checkHost(host)) !== undefined;
}

function openTls({ hostname, port }: URL, timeoutMs: number): Promise<TLSSocket> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const servername = isIP(host) ? undefined : host;
    const socket = connect({ host, port: Number(port || 443), servername, rejectUnauthorized: false, minVersion: 'TLSv1.2' });
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('no answer in time')));
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', (cause) =>
      reject(new DomainError('headquarters.unreachable', 'headquarters cannot be reached', { retryable: true }, { cause })),
    );
  });
}

function notPinned(message: string): DomainError {
  return new DomainError('headquarters.not-pinned', message);
}
