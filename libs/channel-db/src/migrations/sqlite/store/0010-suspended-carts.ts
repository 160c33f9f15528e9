import type { Migration } from '@app/database';

/** Suspended baskets of a store, and what was given back of a payment: few rows among many. */
export const store0010: Migration = {
  name: '0010-suspended-carts',
  statements: [
    `CREATE INDEX ix_cart_suspended ON cart (channel_id) WHERE status = 'suspended'`,
    `CREATE INDEX ix_tender_attempt_reverses ON tender_attempt (reverses_attempt_id) WHERE reverses_attempt_id IS NOT NULL`,
  ],
};
