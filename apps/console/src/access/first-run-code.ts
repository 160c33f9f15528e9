import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { equalsInConstantTime, newOneTimeCode, normaliseCode } from '@app/platform';
import { UsersService } from '../users/users.service';

const TRIES = 5;

/** Where the code is shown: to whoever can read the log of this process, which is who stands at the box. */
export type ShowFirstRunCode = (code: string) => void;
export const SHOW_FIRST_RUN_CODE = 'console:show-first-run-code';

/**
 * Proves that whoever becomes the first admin stands at the box. It lives in memory only: every start makes another one,
 * and so do five wrong tries.
 */
@Injectable()
export class FirstRunCode {
  private code = '';
  private triesLeft = 0;

  constructor(
    @Inject(UsersService) private readonly users: UsersService,
    @Inject(SHOW_FIRST_RUN_CODE) private readonly show: ShowFirstRunCode,
  ) {
    if (!this.isDone()) this.renew();
  }

  /** Whether there is an admin. */
  isDone(): boolean {
    return this.users.hasOwn();
  }

  /** Throws unless the code is the one shown last and there is no admin yet. */
  check(typed: string): void {
    if (this.isDone()) throw new DomainError('first-run.done', 'This box has an admin already.');
    if (equalsInConstantTime(normaliseCode(typed), this.code)) return;
    this.triesLeft -= 1;
    if (this.triesLeft === 0) this.renew();
    throw new DomainError('first-run.wrong-code', 'That is not the code this box showed last.', { field: '/code' });
  }

  private renew(): void {
    this.code = newOneTimeCode();
    this.triesLeft = TRIES;
    this.show(`${this.code.slice(0, 4)}-${this.code.slice(4)}`);
  }
}
