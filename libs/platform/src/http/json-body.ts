import { isUtf8 } from 'node:buffer';
import { DomainError } from '@app/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PlatformRequest } from '../operations/caller';

const MAXIMUM_JSON_DEPTH = 32;

/**
 * Reads JSON bodies strictly: UTF-8 without lone surrogates (they would not come back from the database unchanged),
 * at most 32 levels deep, no `__proto__`. The bytes stay on the request for the fingerprint of idempotent requests.
 */
export function useStrictJson(instance: FastifyInstance): void {
  const parse = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer, done) => {
    (request as unknown as PlatformRequest).rawBody = body;
    const refusal = refusalOf(body);
    if (refusal) return done(refusal, undefined);
    const text = body.toString('utf8');
    return void parse(request, text, (error, json) => {
      if (error) return done(malformed('the body is not JSON'), undefined);
      return hasLoneSurrogate(text, json) ? done(malformed('the body holds half a character'), undefined) : done(null, json);
    });
  });
}

/** Bodies that a route reads as they are, such as `application/x-ndjson`. */
export function useRawBody(instance: FastifyInstance, mediaType: string, bodyLimitBytes: number): void {
  instance.addContentTypeParser(mediaType, { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (request, body: Buffer, done) => {
    (request as unknown as PlatformRequest).rawBody = body;
    done(null, body);
  });
}

function refusalOf(body: Buffer): DomainError | undefined {
  if (!isUtf8(body)) return malformed('the body is not UTF-8');
  if (depthOf(body) <= MAXIMUM_JSON_DEPTH) return undefined;
  return new DomainError('request.too-deep', `the body is nested deeper than ${MAXIMUM_JSON_DEPTH} levels`);
}

function malformed(message: string): DomainError {
  return new DomainError('request.malformed-json', message);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `[` and `{`, `]` and `}` differ in this bit alone. */
const CURLY = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;

/** Deepest nesting, found on the bytes before anything recursive sees them. */
function depthOf(body: Buffer): number {
  let [depth, deepest, isInText] = [0, 0, false];
  for (let i = 0; i < body.length; i += 1) {
    const byte = body[i] as number;
    if (isInText) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) isInText = true;
    else if ((byte | CURLY) === OPENING) deepest = Math.max(deepest, (depth += 1));
    else if ((byte | CURLY) === CLOSING) depth -= 1;
  }
  return deepest;
}

/** Only an escape can bring half a surrogate pair into valid UTF-8, so most bodies need no second look. */
function hasLoneSurrogate(text: string, json: unknown): boolean {
  if (!text.includes('\\u')) return false;
  return /\\ud[89a-f]/.test(JSON.stringify(json).replaceAll('\\\\', ''));
}
