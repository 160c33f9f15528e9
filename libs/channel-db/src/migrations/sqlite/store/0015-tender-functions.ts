import type { Migration } from '@app/database';

/** Names of tender functions grew: credit memo, customer account. A code has no length here. */
export const store0015: Migration = { name: '0015-tender-functions', statements: [] };
