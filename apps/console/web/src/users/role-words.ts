import type { Role } from '@app/appliance';

export const ROLE_NAMES: Readonly<Record<Role, string>> = { helper: 'Helper', admin: 'Admin' };

const WORDS: Readonly<Record<Role, string>> = {
  helper: 'Sees how the store stands, and presses what is safe.',
  admin: 'May do everything, with a code of an authenticator.',
};

export const roleWords = (role: Role): string => WORDS[role];
