/** The row of a coupon that may be used for ever, by anybody, unless said otherwise. Its code is its id in capitals. */
export const aCouponRow = (couponId: string, change: Readonly<Record<string, unknown>> = {}) => ({
  legalEntityId: 'le1', couponId, code: couponId.toUpperCase(), offerId: couponId, isEnabled: true, validFrom: '2000-01-01', validTo: '2154-12-31',
  maximumUses: null, usesCount: 'in-all', needsCustomer: false, isExclusive: false, ...change,
}); // prettier-ignore
