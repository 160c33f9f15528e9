import { Inject, Injectable } from '@nestjs/common';
import type { EmergencyCodeState } from '@app/appliance';
import { DomainError, type Clock } from '@app/kernel';
import { createPinVerifier, newOneTimeCode, normaliseCode, pinMatches, spendPinCheck } from '@app/platform';
import { CLOCK } from '../config';
import { UserFile } from '../users/user-file';

/** A hundred bits. */
const SIGNS = 20;

/**
 * The code in a sealed envelope: it lets somebody in as admin once, when nobody who can log on is there. The box keeps only what
 * proves it, and says so until there is a new one.
 */
@Injectable()
export class EmergencyCode {
  constructor(
    @Inject(UserFile) private readonly file: UserFile,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  state(): EmergencyCodeState {
    const { emergencyCode } = this.file.read();
    if (!emergencyCode) return 'none';
    return emergencyCode.usedAt === null ? 'sealed' : 'used';
  }

  madeAt(): number | null {
    return this.file.read().emergencyCode?.madeAt ?? null;
  }

  /** Makes the one to print; the one before it works no more. */
  async renew(): Promise<string> {
    const code = newOneTimeCode(SIGNS);
    const verifier = await createPinVerifier(code, this.file.pepper);
    this.file.change({ emergencyCode: { verifier, madeAt: this.clock.now(), usedAt: null } });
    return code;
  }

  /** Whether it is the code that is sealed now; then it is spent. */
  async spend(typed: string): Promise<boolean> {
    const before = this.file.read().emergencyCode;
    const code = normaliseCode(typed);
    if (!before?.verifier) return spendPinCheck(code);
    if (!(await pinMatches(code, before.verifier, this.file.pepper))) return false;
    // Two who type it at once: the first one has it.
    if (this.file.read().emergencyCode !== before) throw new DomainError('auth.wrong-password', 'The code was used just now.');
    this.file.change({ emergencyCode: { ...before, verifier: null, usedAt: this.clock.now() } });
    return true;
  }
}
