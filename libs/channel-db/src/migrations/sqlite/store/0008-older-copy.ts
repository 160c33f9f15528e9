import type { Migration } from '@app/database';

/** Whom a box that may be an older copy waits for, and the file by which it finds out at its start. */
export const store0008: Migration = {
  name: '0008-older-copy',
  statements: [`ALTER TABLE box ADD COLUMN awaited_devices TEXT`, `ALTER TABLE box ADD COLUMN file_mark TEXT`],
};
