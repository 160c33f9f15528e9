import { randomBytes } from 'node:crypto';
import type { KeyFiles } from '@app/platform';

/**
 * A secret per legal entity that goes into every PIN verifier. It lives in a file, never in the database, and reaches
 * a box at its enrolment: a stolen database alone does not tell a PIN.
 */
export class Peppers {
  constructor(private readonly keys: KeyFiles) {}

  /** Base64; made the first time. */
  of(legalEntityId: string): string {
    const name = `pepper-${Buffer.from(legalEntityId).toString('base64url')}`;
    const known = this.keys.read(name)?.trim();
    if (known) return known;
    const made = randomBytes(32).toString('base64');
    this.keys.write(name, made);
    return made;
  }
}
