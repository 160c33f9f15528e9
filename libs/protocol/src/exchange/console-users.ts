import { hash } from 'node:crypto';
import { z } from 'zod';
import { uuid } from '../texts';

export const MOST_USERS = 100;

/** Somebody whom headquarters lets in at the console of a store. */
export const consoleUser = z.object({
  userId: uuid,
  name: z.string().min(1).max(60),
  role: z.enum(['helper', 'admin']),
  /** Of the password, by argon2id without a pepper: no box has one that another may know. */
  verifier: z.string().max(300),
});
export type ConsoleUser = Readonly<z.output<typeof consoleUser>>;

/** SHA-256 by which both ends know whether they mean the same users, whatever their order. */
export function consoleUsersDigest(users: readonly ConsoleUser[]): string {
  const lines = users.map(({ userId, name, role, verifier }) => JSON.stringify([userId, name, role, verifier])).sort();
  return hash('sha256', lines.join('\n'), 'base64url');
}
