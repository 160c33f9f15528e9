import { hash } from 'node:crypto';
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
  const asked = Buffer.from(`${method} ${url}\n`);
  return { key, fingerprint: hash('sha256', rawBody ? Buffer.concat([asked, rawBody]) : asked, 'hex') };
}

/** The request's idempotency key. The guard has made sure of it where the operation requires one. */
export const RequestKey = createParamDecorator((_: unknown, context: ExecutionContext) => idempotencyKeyOf(requestOf(context)));
