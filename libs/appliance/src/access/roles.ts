/** What somebody may do at the console. */
export const PERMISSIONS = [
  /** See how the store stands. */
  'look',
  /** Press what stops nothing and can be pressed again: send now, try again, renew. */
  'mend',
  /** Copy the store, and prove a copy. */
  'copy-store',
  /** Do what stops selling for a moment. */
  'stop-selling',
  /** Install another release, and go back to the one before. */
  'change-release',
  /** Make codes for registers, and shut registers out. */
  'set-up-registers',
  /** Say what became of a card payment. */
  'decide-payments',
  /** Make this box a store. */
  'enrol-box',
  /** See what opens copies of the store. */
  'read-secrets',
  /** Read logs, and make what support is sent. */
  'diagnose',
  /** Say who may come in, and see who did what. */
  'manage-users',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['helper', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  helper: ['look', 'mend', 'copy-store'],
  admin: PERMISSIONS,
};

/** Everything a role may do; what is not here is denied. */
export const permissionsOf = (role: Role): ReadonlySet<Permission> => new Set(ROLE_PERMISSIONS[role]);
