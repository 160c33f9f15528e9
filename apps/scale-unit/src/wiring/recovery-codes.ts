import type { KeyFiles } from '@app/platform';
import { newRecoveryCode, recoveryCodeId } from '@app/store-files';
import { z } from 'zod';

const OWN = 'recovery.code';
const OTHERS = 'recovery-codes.json';

/** What opens copies: the code of this box, and those of the boxes before it, as headquarters or a person gave them. */
export class RecoveryCodes {
  constructor(private readonly keys: KeyFiles) {}

  /** Made the first time. */
  own(): string {
    const known = this.keys.read(OWN)?.trim();
    if (known) return known;
    const code = newRecoveryCode();
    this.keys.write(OWN, `${code}\n`);
    return code;
  }

  /** The code under a name; undefined when this box does not have it. */
  withId(codeId: string | null): string | undefined {
    return [this.own(), ...this.others()].find((code) => recoveryCodeId(code) === codeId);
  }

  add(codes: readonly string[]): void {
    const all = new Set([...this.others(), ...codes]);
    if (codes.length > 0) this.keys.write(OTHERS, JSON.stringify([...all]));
  }

  private others(): string[] {
    return z.array(z.string()).parse(JSON.parse(this.keys.read(OTHERS) ?? '[]'));
  }
}
