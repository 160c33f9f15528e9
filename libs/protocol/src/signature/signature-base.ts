import { createHash } from 'node:crypto';

/**
 * Our profile of HTTP Message Signatures (RFC 9421): one signature named `sig1`, Ed25519, always the same components in
 * the same order. A fixed profile needs no structured-field parser: what differs from it in one byte is refused.
 */
export const REQUEST_COMPONENTS = '("@method" "@path" "@query" "content-digest")';
export const ANSWER_COMPONENTS = '("@status" "content-digest")';

export interface SignatureParameters {
  /** Seconds since 1970. */
  readonly created: number;
  /** Chosen by who asks; the answer carries the request's. */
  readonly nonce: string;
  readonly keyId: string;
}

export type SignatureHeaders = Record<'content-digest' | 'signature-input' | 'signature', string>;
export type ReceivedHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** RFC 9530 `Content-Digest` with SHA-256; of no bytes when there is no body. */
export function contentDigest(body: string | Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

export function parametersText(components: string, { created, nonce, keyId }: SignatureParameters): string {
  return `${components};created=${created};nonce="${nonce}";keyid="${keyId}"`;
}

export interface RequestLine {
  readonly method: string;
  /** Path and query exactly as on the request line. */
  readonly target: string;
}

export function requestBase({ method, target }: RequestLine, digest: string, parameters: string): string {
  const queryAt = target.indexOf('?');
  const path = queryAt < 0 ? target : target.slice(0, queryAt);
  const query = queryAt < 0 ? '?' : target.slice(queryAt);
  return baseOf([['@method', method.toUpperCase()], ['@path', path], ['@query', query], ['content-digest', digest]], parameters); // prettier-ignore
}

export function answerBase(status: number, digest: string, parameters: string): string {
  return baseOf([['@status', String(status)], ['content-digest', digest]], parameters); // prettier-ignore
}

function baseOf(components: readonly (readonly [string, string])[], parameters: string): string {
  const lines = components.map(([name, value]) => `"${name}": ${value}`);
  return [...lines, `"@signature-params": ${parameters}`].join('\n');
}

const PARAMETERS = /^(\("[^)]{1,200}"\));created=(\d{1,12});nonce="([A-Za-z0-9_-]{16,100})";keyid="([A-Za-z0-9:._-]{1,120})"$/;
const SIGNATURE = /^sig1=:([A-Za-z0-9+/]{86}==):$/;

export interface ReadSignature extends SignatureParameters {
  readonly parameters: string;
  readonly signature: string;
  readonly digest: string;
}

/** What the headers say, before anything of it is believed. Undefined when they are not our profile. */
export function readSignature(headers: ReceivedHeaders, components: string): ReadSignature | undefined {
  const input = single(headers['signature-input']);
  const signature = SIGNATURE.exec(single(headers['signature']) ?? '')?.[1];
  const digest = single(headers['content-digest']);
  if (!input?.startsWith('sig1=') || !signature || !digest) return undefined;
  const parameters = input.slice('sig1='.length);
  const [, named, created, nonce, keyId] = PARAMETERS.exec(parameters) ?? [];
  if (named !== components || !nonce || !keyId) return undefined;
  return { parameters, signature, digest, created: Number(created), nonce, keyId };
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
