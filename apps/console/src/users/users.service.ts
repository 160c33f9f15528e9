import { Inject, Injectable } from '@nestjs/common';
import type { Role } from '@app/appliance';
import { DomainError, newId } from '@app/kernel';
import { createPinVerifier, newOneTimeCode } from '@app/platform';
import { weaknessOf } from '../access/password-rules';
import { UserFile, type User } from './user-file';

const MOST_USERS = 100;
const FIRST_PASSWORD_SIGNS = 12;

/** The people who may log on here. At least one of them stays an admin. */
@Injectable()
export class UsersService {
  constructor(@Inject(UserFile) private readonly file: UserFile) {}

  list(): readonly User[] {
    return this.file.read().users;
  }

  /** Throws `user.unknown`. */
  get(userId: string): User {
    const user = this.file.find(userId);
    if (!user) throw new DomainError('user.unknown', 'Nobody has this id.', { field: 'userId' });
    return user;
  }

  hasSecondFactor(userId: string): boolean {
    return this.file.secondFactorOf(userId) !== undefined;
  }

  /** Whether anybody may log on whom this box let in itself. */
  hasOwn(): boolean {
    return this.list().some(({ source }) => source === 'box');
  }

  /** Throws `first-run.done` when somebody was faster. */
  async addFirstAdmin(name: string, password: string): Promise<User> {
    refuseWeak(password);
    const verifier = await createPinVerifier(password, this.file.pepper);
    if (this.hasOwn()) throw new DomainError('first-run.done', 'This box has an admin already.');
    return this.keep(name, 'admin', verifier, false);
  }

  /** Adds somebody, and answers the password that lets them in to choose their own. */
  async addWithFirstPassword(name: string, role: Role): Promise<{ user: User; firstPassword: string }> {
    const firstPassword = newOneTimeCode(FIRST_PASSWORD_SIGNS);
    const verifier = await createPinVerifier(firstPassword, this.file.pepper);
    return { user: this.keep(name, role, verifier, true), firstPassword };
  }

  /** Somebody chooses another password: their other sessions end. */
  async changePassword(userId: string, password: string): Promise<User> {
    refuseWeak(password);
    return this.setPassword(userId, password, false);
  }

  /** For whoever has forgotten theirs. */
  async giveFirstPassword(userId: string): Promise<string> {
    const firstPassword = newOneTimeCode(FIRST_PASSWORD_SIGNS);
    await this.setPassword(userId, firstPassword, true);
    return firstPassword;
  }

  changeRole(userId: string, role: Role): void {
    const { revision } = this.getOwn(userId);
    if (role !== 'admin') this.keepOneAdmin(userId);
    this.file.changeUser(userId, { role, revision: revision + 1 });
  }

  /** For whoever has lost their authenticator: the next log-on sets up another one. */
  resetSecondFactor(userId: string): void {
    const { revision } = this.get(userId);
    this.file.setSecondFactor(userId, undefined);
    this.file.changeUser(userId, { revision: revision + 1 });
  }

  remove(userId: string): void {
    this.getOwn(userId);
    this.keepOneAdmin(userId);
    this.file.setSecondFactor(userId, undefined);
    this.file.change({ users: this.list().filter(({ id }) => id !== userId) });
  }

  /** Throws `user.of-headquarters` for whom only headquarters changes. */
  private getOwn(userId: string): User {
    const user = this.get(userId);
    if (user.source === 'box') return user;
    throw new DomainError('user.of-headquarters', 'Headquarters says who this is and what they may do.');
  }

  private keep(name: string, role: Role, verifier: string, isFirstPassword: boolean): User {
    if (this.list().some((user) => isSameName(user.name, name))) {
      throw new DomainError('user.name-taken', 'Somebody has this name already.', { field: '/name' });
    }
    if (this.list().length >= MOST_USERS) throw new DomainError('user.too-many', `No more than ${MOST_USERS} people fit.`);
    const user: User = { id: newId(), source: 'box', name, role, verifier, isFirstPassword, revision: 0, lastLogOnAt: null };
    this.file.change({ users: [...this.list(), user] });
    return user;
  }

  private async setPassword(userId: string, password: string, isFirstPassword: boolean): Promise<User> {
    const verifier = await createPinVerifier(password, this.file.pepper);
    const { revision } = this.getOwn(userId);
    this.file.changeUser(userId, { verifier, isFirstPassword, revision: revision + 1 });
    return this.get(userId);
  }

  private keepOneAdmin(leavingId: string): void {
    if (this.list().some(({ id, role, source }) => source === 'box' && role === 'admin' && id !== leavingId)) return;
    throw new DomainError('user.last-admin', 'Somebody has to stay an admin of this box.');
  }
}

function refuseWeak(password: string): void {
  const weakness = weaknessOf(password);
  if (weakness) throw new DomainError('user.weak-password', weakness, { field: '/password' });
}

/** A name is typed by hand: case and form of its letters do not matter. */
export const isSameName = (one: string, other: string): boolean => folded(one) === folded(other);
const folded = (name: string): string => name.trim().normalize('NFKC').toLowerCase();
