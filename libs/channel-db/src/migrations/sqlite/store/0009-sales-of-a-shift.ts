import type { Migration } from '@app/database';

/** Sales of a shift are found through its records. The release before finds them too, by reading more. */
export const store0009: Migration = {
  name: '0009-sales-of-a-shift',
  statements: [`DROP INDEX ix_sale_shift`],
};
