import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Clock } from '@app/kernel';
import { AttemptBrake, normaliseCode, pinMatches, spendPinCheck } from '@app/platform';
import { CLOCK } from '../config';
import { UserFile, type User } from '../users/user-file';
import { isSameName } from '../users/users.service';

/** Headquarters knows no pepper of a box. */
const NO_PEPPER = '';

/** The first step in: a name and its password. Guessing is slowed for all names together, so that it tells nobody which ones there are. */
@Injectable()
export class LogOn {
  constructor(
    @Inject(UserFile) private readonly file: UserFile,
    @Inject(AttemptBrake) private readonly brake: AttemptBrake,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  find(name: string): User | undefined {
    const named = this.file.read().users.filter((user) => isSameName(user.name, name));
    return named.find(({ source }) => source === 'box') ?? named[0];
  }

  /** Throws `auth.wrong-password`, whether the name or the password is wrong. */
  async withPassword(name: string, password: string): Promise<User> {
    const user = this.find(name);
    const isRight = await this.brake.attempt(() => this.isPassword(user, password));
    if (!user || !isRight) throw new DomainError('auth.wrong-password', 'Name or password is wrong.', { field: '/password' });
    this.file.changeUser(user.id, { lastLogOnAt: this.clock.now() });
    return user;
  }

  /** Whether it is the password of that user. */
  isPassword(user: User | undefined, typed: string): Promise<boolean> {
    if (!user) return spendPinCheck(typed);
    if (user.source === 'headquarters') return pinMatches(typed, user.verifier, NO_PEPPER);
    // A first password is read from paper.
    return pinMatches(user.isFirstPassword ? normaliseCode(typed) : typed, user.verifier, this.file.pepper);
  }
}
