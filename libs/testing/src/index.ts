export { eachDatabase } from './each-database';
export type { TestDatabase } from './each-database';
export { aCouponRow } from './shop/coupon-rows';
export { aCustomerRow, aLoyaltyCardRow } from './shop/customer-rows';
export { anOffer, offerLine, offerPriceGroup, PRICE_GROUP_ROWS } from './shop/offer-rows';
export { putRows } from './shop/put-rows';
export { APPLES, MILK, NOON, price, SHOP_ROWS, SIX_PACK, WINE } from './shop/shop-rows';
export { describeWithRedis, TestRedis } from './redis';
export { describeWithData } from './shared-data';
