import type { Database, Reader } from '@app/database';
import { DomainError, newId } from '@app/kernel';
import { createPinVerifier } from '@app/platform';
import type { ConsoleUser } from '@app/protocol';

const NO_PEPPER = '';
const MOST_USERS = 100;

interface NewConsoleUser {
  readonly channelDatabaseId: string;
  readonly name: string;
  readonly role: ConsoleUser['role'];
  readonly password: string;
}
type Named = Pick<NewConsoleUser, 'channelDatabaseId' | 'name'>;

const COLUMNS = `user_id AS "userId", name, role, verifier`;

/** Whom headquarters lets in at the console of a store's box. */
export function consoleUsersOf(reader: Reader, channelDatabaseId: string): Promise<ConsoleUser[]> {
  return reader.query<ConsoleUser>(`SELECT ${COLUMNS} FROM {console_user} WHERE channel_database_id = ? ORDER BY name`, [
    channelDatabaseId,
  ]);
}

/** Lets somebody in, or gives them another role and password. The box knows after its next heartbeat. */
export async function putConsoleUser(database: Database, { channelDatabaseId, name, role, password }: NewConsoleUser): Promise<void> {
  const verifier = await createPinVerifier(password, NO_PEPPER);
  await database.unitOfWork.run(async (tx) => {
    const store = await tx.first(`SELECT 1 AS "known" FROM {channel_database} WHERE channel_database_id = ?`, [channelDatabaseId]);
    if (!store) throw new DomainError('channel-database.unknown', `there is no channel database ${channelDatabaseId}`);
    const { changes } = await tx.run(`UPDATE {console_user} SET role = ?, verifier = ? WHERE channel_database_id = ? AND name = ?`, [
      role,
      verifier,
      channelDatabaseId,
      name,
    ]);
    if (changes > 0) return;
    if ((await consoleUsersOf(tx, channelDatabaseId)).length >= MOST_USERS) {
      throw new DomainError('console-user.too-many', `a store has no more than ${MOST_USERS} users of headquarters`);
    }
    await tx.run(`INSERT INTO {console_user} (user_id, channel_database_id, name, role, verifier) VALUES (?, ?, ?, ?, ?)`, [
      newId(),
      channelDatabaseId,
      name,
      role,
      verifier,
    ]);
  });
}

/** They come in no more after the next heartbeat of the box. */
export async function removeConsoleUser(database: Database, { channelDatabaseId, name }: Named): Promise<void> {
  await database.unitOfWork.run(async (tx) => {
    const { changes } = await tx.run(`DELETE FROM {console_user} WHERE channel_database_id = ? AND name = ?`, [channelDatabaseId, name]);
    if (changes === 0) throw new DomainError('console-user.unknown', `${channelDatabaseId} has no user ${name}`);
  });
}
