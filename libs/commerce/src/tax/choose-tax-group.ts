/** Who buys and where it goes, as far as taxes ask. */
export interface TaxParty {
  /** The buyer's tax group; null when nobody is named or the buyer has none. */
  readonly customerTaxGroupId: string | null;
  /** Codes the buyer is exempt from. */
  readonly exemptTaxCodeIds: readonly string[];
  /** Tax group of the address the line ships to; null when the buyer carries it out or fetches it at the store. */
  readonly destinationTaxGroupId: string | null;
}

/** What a store says of whose taxes count. */
export interface TaxPolicy {
  readonly taxGroupId: string;
  readonly usesDestinationTax: boolean;
  readonly usesCustomerTax: boolean;
  readonly usesCustomerExemption: boolean;
}

export const NOBODY: TaxParty = { customerTaxGroupId: null, exemptTaxCodeIds: [], destinationTaxGroupId: null };

/** Destination, then customer, then the store itself, each where the store goes by it (field notes 5.5). */
export function chooseTaxGroup(policy: TaxPolicy, { destinationTaxGroupId, customerTaxGroupId }: TaxParty): string {
  if (policy.usesDestinationTax && destinationTaxGroupId !== null) return destinationTaxGroupId;
  if (policy.usesCustomerTax && customerTaxGroupId !== null) return customerTaxGroupId;
  return policy.taxGroupId;
}
