import {
  customersByPhone,
  findCustomer,
  findLoyaltyCard,
  type CatalogReader,
  type CustomerRow,
  type LoyaltyCardRow,
} from '@app/channel-db';
import type { Buyer, BuyingCustomer } from '@app/commerce';
import { sellingError } from '../errors';
import type { SellingTerms } from '../find-products';
import type { Seller } from '../ports';

/** More people than this are no answer to who somebody is. */
const MOST_CUSTOMERS = 10;

/** One of the three. */
export interface NamedCustomer {
  readonly customerId?: string | undefined;
  readonly cardNumber?: string | undefined;
  /** Digits; anything between them counts for nothing. */
  readonly phone?: string | undefined;
}

/** Who is meant, the blocked ones too; nobody where the name fits no one. */
export async function lookUpCustomers(
  catalog: CatalogReader,
  { legalEntityId }: Pick<Seller, 'legalEntityId'>,
  { customerId, cardNumber, phone }: NamedCustomer,
): Promise<CustomerRow[]> {
  return catalog.read(async (reader) => {
    if (phone !== undefined) return customersByPhone(reader, legalEntityId, phone.replace(/\D/g, ''), MOST_CUSTOMERS);
    const card = cardNumber === undefined ? undefined : await findLoyaltyCard(reader, legalEntityId, cardNumber);
    const id = customerId ?? card?.customerId ?? null;
    const found = id === null ? undefined : await findCustomer(reader, legalEntityId, id);
    return found ? [found] : [];
  });
}

/** A customer who may buy. */
export async function customerToSell(
  catalog: CatalogReader,
  { legalEntityId }: Pick<Seller, 'legalEntityId'>,
  customerId: string,
  at = '',
): Promise<BuyingCustomer> {
  const found = await catalog.read((reader) => findCustomer(reader, legalEntityId, customerId));
  if (!found) throw sellingError('customer.unknown', 'there is no such customer', { field: `${at}/customerId` });
  if (found.isBlocked) throw sellingError('customer.blocked', 'nothing is sold under this number', { field: `${at}/customerId` });
  const { taxGroupId, exemptTaxCodeIds, priceGroupId, affiliationIds } = found;
  return { customerId, taxGroupId, exemptTaxCodeIds, priceGroupId, affiliationIds };
}

export async function loyaltyCardToSell(
  catalog: CatalogReader,
  { legalEntityId }: Pick<Seller, 'legalEntityId'>,
  cardNumber: string,
  at = '',
): Promise<LoyaltyCardRow> {
  const found = await catalog.read((reader) => findLoyaltyCard(reader, legalEntityId, cardNumber));
  if (!found) throw sellingError('loyalty-card.unknown', 'there is no such card', { field: `${at}/cardNumber` });
  if (found.isBlocked) throw sellingError('loyalty-card.blocked', 'the card counts no more', { field: `${at}/cardNumber` });
  return found;
}

export const cardOf = ({ cardNumber, loyaltyTierId }: LoyaltyCardRow): Pick<Buyer, 'loyaltyCardNumber' | 'loyaltyTierId'> => ({
  loyaltyCardNumber: cardNumber,
  loyaltyTierId,
});

/** Affiliations that some price group is for: any other would be a word without a meaning. */
export function knownAffiliations(
  { configuration }: Pick<SellingTerms, 'configuration'>,
  { legalEntityId }: Seller,
  ids: readonly string[],
) {
  const known = configuration.priceGroupMembers.filter((row) => row.memberKind === 'affiliation' && row.legalEntityId === legalEntityId);
  ids.forEach((id, index) => {
    if (known.some(({ memberId }) => memberId === id)) return;
    throw sellingError('affiliation.unknown', 'no price group is for this affiliation', { field: `/affiliationIds/${index}` });
  });
  return [...new Set(ids)];
}

/** What a document or a basket says of who buys. */
export interface NamedBuyer {
  readonly customerId?: string | undefined;
  readonly loyaltyCardNumber?: string | undefined;
  /** Where there is no card: what a member of the tier would pay. */
  readonly loyaltyTierId?: string | undefined;
  readonly affiliationIds?: readonly string[] | undefined;
}

export async function buyerNamed(
  catalog: CatalogReader,
  terms: Pick<SellingTerms, 'configuration'>,
  seller: Seller,
  { customerId, loyaltyCardNumber, loyaltyTierId, affiliationIds = [] }: NamedBuyer,
): Promise<Buyer> {
  const card = loyaltyCardNumber === undefined ? undefined : await loyaltyCardToSell(catalog, seller, loyaltyCardNumber, '/buyer');
  const id = customerId ?? card?.customerId ?? null;
  return {
    customer: id === null ? null : await customerToSell(catalog, seller, id, '/buyer'),
    ...(card ? cardOf(card) : { loyaltyCardNumber: null, loyaltyTierId: loyaltyTierId ?? null }),
    affiliationIds: knownAffiliations(terms, seller, affiliationIds),
  };
}
