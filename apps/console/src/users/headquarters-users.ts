import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@app/kernel';
import { consoleUsersDigest, heartbeatAnswer, type ConsoleUser } from '@app/protocol';
import { AuditTrail } from '../audit/audit-trail';
import { CLOCK } from '../config';
import { UserFile, type User } from './user-file';

/** What is wrong with the rest of an answer is no reason not to know who may come in. */
const usersPart = heartbeatAnswer.pick({ consoleUsers: true });

/** People whom headquarters lets in, as it said last: they log on also while line and scale unit are away. */
@Injectable()
export class HeadquartersUsers {
  constructor(
    @Inject(UserFile) private readonly file: UserFile,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of those this box knows. */
  digest(): string {
    return consoleUsersDigest(this.known().map(({ id, name, role, verifier }) => ({ userId: id, name, role, verifier })));
  }

  /** Takes the whole list over from the answer to a heartbeat, when it has one. Whoever is not in it is out; whoever is another than before logs on again. */
  async take(answer: unknown): Promise<void> {
    const { consoleUsers } = usersPart.parse(answer);
    if (!consoleUsers) return;
    const { users, secondFactors } = this.file.read();
    const taken = consoleUsers.map((user) => this.userFor(user));
    const remaining = [...users.filter(({ source }) => source === 'box'), ...taken];
    const ids = new Set(remaining.map(({ id }) => id));
    const kept = Object.entries(secondFactors).filter(([id]) => ids.has(id));
    this.file.change({ users: remaining, secondFactors: Object.fromEntries(kept) });
    const subject = taken.map(({ name, role }) => `${name} (${role})`).join(', ') || 'nobody';
    await this.audit.append({
      at: this.clock.now(), who: 'Headquarters', action: 'user.delivered', subject, outcome: 'done', code: null, from: null, correlationId: null,
    }); // prettier-ignore
  }

  private userFor({ userId, name, role, verifier }: ConsoleUser): User {
    const before = this.known().find(({ id }) => id === userId);
    const isSame = before?.role === role && before.verifier === verifier;
    const revision = before ? before.revision + (isSame ? 0 : 1) : 0;
    return {
      id: userId,
      source: 'headquarters',
      name,
      role,
      verifier,
      isFirstPassword: false,
      revision,
      lastLogOnAt: before?.lastLogOnAt ?? null,
    };
  }

  private known(): readonly User[] {
    return this.file.read().users.filter(({ source }) => source === 'headquarters');
  }
}
