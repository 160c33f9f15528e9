import { defineTable, integerColumn, keyColumn } from '@app/database';

/** All customers together, and who is nobody. */
export const ALL_CUSTOMERS = '*';

/** How often a coupon was used in a channel: in all, and by each customer who was named. A projection of sales. */
export const couponUseTable = defineTable(
  'coupon_use',
  {
    channel_id: keyColumn(),
    coupon_id: keyColumn(),
    /** `*` for all together. */
    customer_id: keyColumn(),
    legal_entity_id: keyColumn(),
    uses: integerColumn(),
  },
  { key: ['channel_id', 'coupon_id', 'customer_id'] },
);
