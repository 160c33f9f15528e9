import { randomBytes } from 'node:crypto';
import { signBytes, verifyBytes, type SigningKey } from './keys';
import {
  ANSWER_COMPONENTS,
  answerBase,
  contentDigest,
  parametersText,
  readSignature,
  REQUEST_COMPONENTS,
  requestBase,
  type ReceivedHeaders,
  type RequestLine,
  type SignatureHeaders,
} from './signature-base';

/** How far the clocks of both sides may differ, and how long a nonce has to be remembered. */
export const SIGNATURE_WINDOW_MS = 300_000;

export type SignatureRefusal = 'unsigned' | 'wrong-digest' | 'stale' | 'wrong-nonce' | 'wrong-signature';
export type Verification = { readonly ok: true } | { readonly ok: false; readonly reason: SignatureRefusal };

export const newNonce = (): string => randomBytes(18).toString('base64url');

export interface SignOptions {
  /** UTC milliseconds. */
  readonly now: number;
  readonly nonce: string;
}

export interface OutgoingRequest extends RequestLine {
  readonly body: string | Uint8Array;
}

export interface IncomingRequest extends OutgoingRequest {
  readonly headers: ReceivedHeaders;
}

/** Headers that sign a request over its method, path, query and body. */
export function signRequest(request: OutgoingRequest, key: SigningKey, { now, nonce }: SignOptions): SignatureHeaders {
  const digest = contentDigest(request.body);
  const parameters = parametersText(REQUEST_COMPONENTS, { created: Math.floor(now / 1000), nonce, keyId: key.keyId });
  return headersOf(digest, parameters, signBytes(key, requestBase(request, digest, parameters)));
}

/** Who claims to have signed, so that the key can be looked up. Nothing is proven yet. */
export function claimedSigner(headers: ReceivedHeaders): { readonly keyId: string; readonly nonce: string } | undefined {
  return readSignature(headers, REQUEST_COMPONENTS);
}

/** Whether a request is what the owner of the key signed, just now. A nonce that was seen before is for the caller to refuse. */
export function verifyRequest(request: IncomingRequest, publicKey: string, now: number): Verification {
  const read = readSignature(request.headers, REQUEST_COMPONENTS);
  if (!read) return refused('unsigned');
  if (read.digest !== contentDigest(request.body)) return refused('wrong-digest');
  if (Math.abs(now - read.created * 1000) > SIGNATURE_WINDOW_MS) return refused('stale');
  const base = requestBase(request, read.digest, read.parameters);
  return verifyBytes(publicKey, base, read.signature) ? { ok: true } : refused('wrong-signature');
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly body: string | Uint8Array;
}

export interface IncomingAnswer extends OutgoingAnswer {
  readonly headers: ReceivedHeaders;
}

/** Headers that sign an answer over its status, its body and the nonce of the request it answers. */
export function signAnswer(answer: OutgoingAnswer, key: SigningKey, { now, nonce }: SignOptions): SignatureHeaders {
  const digest = contentDigest(answer.body);
  const parameters = parametersText(ANSWER_COMPONENTS, { created: Math.floor(now / 1000), nonce, keyId: key.keyId });
  return headersOf(digest, parameters, signBytes(key, answerBase(answer.status, digest, parameters)));
}

/**
 * Whether an answer is headquarters' own, to this very request. The nonce makes it fresh, so that a box whose
 * clock is wrong can still believe an answer, the time among them.
 */
export function verifyAnswer(answer: IncomingAnswer, publicKey: string, nonce: string): Verification {
  const read = readSignature(answer.headers, ANSWER_COMPONENTS);
  if (!read) return refused('unsigned');
  if (read.digest !== contentDigest(answer.body)) return refused('wrong-digest');
  if (read.nonce !== nonce) return refused('wrong-nonce');
  const base = answerBase(answer.status, read.digest, read.parameters);
  return verifyBytes(publicKey, base, read.signature) ? { ok: true } : refused('wrong-signature');
}

function headersOf(digest: string, parameters: string, signature: string): SignatureHeaders {
  return { 'content-digest': digest, 'signature-input': `sig1=${parameters}`, signature: `sig1=:${signature}:` };
}

function refused(reason: SignatureRefusal): Verification {
  return { ok: false, reason };
}
