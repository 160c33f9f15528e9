import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { requestOf, type PlatformRequest } from './caller';

/** A retry is recognised by its key; the fingerprint tells a true retry from another request under the same key. */
export interface IdempotencyKey {
  readonly key: string;
  /** SHA-256 over method, path with query, and the raw body. */
  readonly fingerprint: string;
}

export function idempotencyKeyOf({ method, url, headers, rawBody }: PlatformRequest): IdempotencyKey | undefined {
  const key = headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return undefined;
  const hash = createHash('sha256').update(`${method} ${url}\n`);
  if (rawBody) hash.update(rawBody);
  return { key, fingerprint: hash.digest('hex') };
}

/** The request's idempotency key. The guard has made sure of it where the operation requires one. */
export const RequestKey = createParamDecorator((_: unknown, context: ExecutionContext) => idempotencyKeyOf(requestOf(context)));
