import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DomainError } from '@app/kernel';

/** RFC 9457, with what a register needs to act without reading prose. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Stable: programs decide by it. */
  readonly code: string;
  readonly detail?: string;
  /** JSON pointer into the body, or the name of a header or parameter. */
  readonly field?: string;
  /** True when the same request may succeed later without a change. */
  readonly retryable: boolean;
  readonly correlationId: string;
  /** Values that a text of a locale table is filled with. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Which status each code has. An app adds the codes of its features; a code that is missing is our fault and answers 500. */
export type ProblemTable = Readonly<Record<string, number>>;

export const PLATFORM_PROBLEMS = {
  'auth.required': 401,
  'auth.invalid': 401,
  'auth.expired': 401,
  'auth.revoked': 401,
  'auth.not-permitted': 403,
  'auth.route-closed': 403,
  'idempotency.key-required': 400,
  'request.invalid': 400,
  'request.malformed': 400,
  'request.malformed-json': 400,
  'request.too-deep': 400,
  'request.card-number': 422,
  'request.too-large': 413,
  'request.uri-too-long': 414,
  'request.cut-off': 400,
  'request.media-type': 415,
  'request.method': 405,
  'request.timed-out': 408,
  'request.too-many': 429,
  'route.not-found': 404,
  'service.closing': 503,
  'internal.unexpected': 500,
} as const satisfies ProblemTable;

/** What Nest and Fastify refuse by themselves carries only a status. */
const CODE_OF_STATUS: Readonly<Record<number, keyof typeof PLATFORM_PROBLEMS>> = {
  400: 'request.malformed',
  401: 'auth.required',
  403: 'auth.route-closed',
  404: 'route.not-found',
  405: 'request.method',
  408: 'request.timed-out',
  413: 'request.too-large',
  414: 'request.uri-too-long',
  415: 'request.media-type',
  429: 'request.too-many',
  503: 'service.closing',
};

/** The answer to an error. What is our own fault shows nothing but the id under which the log has it. */
export function problemOf(error: unknown, table: ProblemTable, correlationId: string): Problem {
  if (error instanceof DomainError) {
    const status = table[error.code];
    if (status !== undefined && status < 500) return coded(error, status, correlationId);
    if (status === 503) return coded(error, status, correlationId);
  }
  if (error instanceof HttpException) return ofStatus(error.getStatus(), correlationId);
  return ofCode('internal.unexpected', 500, correlationId, 'The log has the cause under the correlation id.');
}

function coded({ code, message, details }: DomainError, status: number, correlationId: string): Problem {
  const { field, retryable, ...parameters } = details;
  return {
    ...ofCode(code, status, correlationId, message),
    ...(field === undefined ? {} : { field }),
    retryable: retryable ?? status === 503,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
  };
}

export function ofStatus(status: number, correlationId: string): Problem {
  const code = CODE_OF_STATUS[status];
  if (code) return ofCode(code, status, correlationId);
  return status < 500 ? ofCode('request.malformed', status, correlationId) : ofCode('internal.unexpected', 500, correlationId);
}

export function ofCode(code: string, status: number, correlationId: string, detail?: string): Problem {
  return {
    type: `urn:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    retryable: status === 503,
    correlationId,
  };
}
