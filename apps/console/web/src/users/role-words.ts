import type { Role } from '@app/appliance';

const WORDS: Readonly<Record<Role, string>> = {
  helper: 'Helper: sees how the store stands, and presses what is safe',
  admin: 'Admin: may do everything, with a code of an authenticator',
};

export const roleWords = (role: Role): string => WORDS[role];
