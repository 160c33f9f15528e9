export interface LineFailure {
  readonly kind: 'unreachable';
  readonly reason: 'deadline' | 'connection';
  readonly message: string;
}

const OVER_TIME = ['TimeoutError', 'AbortError', 'HeadersTimeoutError', 'BodyTimeoutError', 'ConnectTimeoutError'];

/** What a request that threw says about the line. */
export function failureOf(error: unknown): LineFailure {
  const { name = '', message } = error as { name?: string; message?: string };
  const reason = OVER_TIME.includes(name) ? 'deadline' : 'connection';
  return { kind: 'unreachable', reason, message: String(message ?? error).slice(0, 300) };
}
