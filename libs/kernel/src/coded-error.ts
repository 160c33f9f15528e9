/** What a caller may rely on in an error: the code is stable, the details are typed per code, the message is for the log. */
export interface ErrorDetails {
  /** JSON pointer of the input field that is wrong, when one is. */
  readonly field?: string;
  /** True when the same request may succeed later without a change. */
  readonly retryable?: boolean;
  readonly [name: string]: unknown;
}

/**
 * A fault or a misuse with a stable code such as `cart.not-open`. Expected outcomes are returned as values;
 * this is thrown for what the caller should not have asked. Only the apps translate a code into an HTTP status.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details: ErrorDetails = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'DomainError';
  }
}

/** States an invariant where it could break. Breaking it is our fault, never the caller's. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new DomainError('internal.invariant', message);
}

/** Makes the compiler refuse a switch that forgot a case. */
export function unreachable(value: never): never {
  throw new DomainError('internal.unreachable', `unexpected value ${JSON.stringify(value)}`);
}
