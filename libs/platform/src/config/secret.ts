import { inspect } from 'node:util';
import { z } from 'zod';
import { keepOutOfLogs } from '../logging/known-secrets';

const STARS = '***';

/** A text that must not be shown. Whatever prints it prints stars; only `reveal` gives it out. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    keepOutOfLogs(value);
    // Of `user:password`, the password on its own too.
    if (/^[^:/]+:[^:/]+$/.test(value)) keepOutOfLogs(value.split(':')[1] ?? '');
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return STARS;
  }

  toJSON(): string {
    return STARS;
  }

  [inspect.custom](): string {
    return STARS;
  }
}

/** A setting that holds a secret. */
export const secretText = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));
