/** Who buys, as prices, offers and coupons ask. Numbers alone: what a person is called stays out of baskets and records. */
export interface Buyer {
  readonly customer: BuyingCustomer | null;
  readonly loyaltyCardNumber: string | null;
  readonly loyaltyTierId: string | null;
  /** Said at the register; a customer's own come with the customer. */
  readonly affiliationIds: readonly string[];
}

export interface BuyingCustomer {
  readonly customerId: string;
  /** A price group of the customer alone. */
  readonly priceGroupId: string | null;
  readonly affiliationIds: readonly string[];
  readonly taxGroupId: string | null;
  readonly exemptTaxCodeIds: readonly string[];
}

export const NO_BUYER: Buyer = { customer: null, loyaltyCardNumber: null, loyaltyTierId: null, affiliationIds: [] };

/** All that count, each once. */
export const affiliationsOf = ({ customer, affiliationIds }: Buyer): string[] => [
  ...new Set([...(customer?.affiliationIds ?? []), ...affiliationIds]),
];
