import { DomainError } from '@app/kernel';
import type { PlatformRequest } from './caller';

const BEARER = /^Bearer ([A-Za-z0-9_-]{20,100})$/;

/** The token of `Authorization: Bearer <token>`. */
export function bearerOf({ headers }: PlatformRequest): string {
  const given = headers['authorization'];
  const [, token] = BEARER.exec(typeof given === 'string' ? given : '') ?? [];
  if (!token) throw new DomainError('auth.required', 'a bearer token is required');
  return token;
}
