import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Clock } from '@app/kernel';
import { CLOCK } from '../config';
import { UserFile, type User } from '../users/user-file';
import { authenticatorUri, newSecret, takeCode } from './second-factor-code';

export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

/** The authenticators of admins. What a try changes is on the disk before its answer leaves. */
@Injectable()
export class SecondFactors {
  /** Secrets that were shown and not yet proven, by user. A restart forgets them: the page shows another one. */
  private readonly shown = new Map<string, string>();

  constructor(
    @Inject(UserFile) private readonly file: UserFile,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws when the code is not the one of now. */
  check(userId: string, code: string): void {
    const factor = this.file.secondFactorOf(userId);
    if (!factor) throw new DomainError('second-factor.not-set-up', 'This user has no second factor yet.');
    const { outcome, next } = takeCode(factor, code, this.clock.now());
    if (next !== factor) this.file.setSecondFactor(userId, next);
    if (outcome === 'taken') return;
    if (outcome === 'locked') throw this.locked(next.lockedUntil ?? 0);
    throw new DomainError('second-factor.wrong-code', messageOf(outcome), { field: '/code', reason: outcome });
  }

  /** A new secret for the authenticator. It counts when a code made of it was seen. */
  begin({ id, name }: User, box: string): Enrolment {
    const secret = this.shown.get(id) ?? newSecret();
    this.shown.set(id, secret);
    return { secret, uri: authenticatorUri(secret, { box, user: name }) };
  }

  confirm(userId: string, code: string): void {
    const secret = this.shown.get(userId);
    if (!secret) throw new DomainError('second-factor.not-begun', 'No secret was shown since the console started.');
    const { outcome, next } = takeCode({ secret, lastStep: 0, wrongCodes: 0, lockedUntil: null }, code, this.clock.now());
    if (outcome !== 'taken') {
      throw new DomainError('second-factor.wrong-code', messageOf('wrong'), { field: '/code', reason: 'wrong' });
    }
    this.file.setSecondFactor(userId, next);
    this.shown.delete(userId);
  }

  private locked(until: number): DomainError {
    const retryAfterMs = until - this.clock.now();
    return new DomainError('auth.try-later', 'Too many wrong codes.', { retryAfterMs, retryable: true });
  }
}

const messageOf = (outcome: 'wrong' | 'used'): string =>
  outcome === 'used' ? 'This code was used already. Wait for the next one.' : 'That is not the code of now.';
