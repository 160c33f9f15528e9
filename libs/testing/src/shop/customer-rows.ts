/** The row of a customer of no group and the store's taxes, unless said otherwise. */
export const aCustomerRow = (customerId: string, change: Readonly<Record<string, unknown>> = {}) => ({
  legalEntityId: 'le1', customerId, name: `Customer ${customerId}`, phone: null, isBlocked: false, taxGroupId: null, exemptTaxCodeIds: [],
  priceGroupId: null, affiliationIds: [], ...change,
}); // prettier-ignore

export const aLoyaltyCardRow = (cardNumber: string, change: Readonly<Record<string, unknown>> = {}) => ({
  legalEntityId: 'le1', cardNumber, customerId: null, loyaltyTierId: null, isBlocked: false, ...change,
}); // prettier-ignore
