import type { Reader } from '@app/database';
import { customerEntity, loyaltyCardEntity, type RowOf } from '@app/protocol';
import { decoderOf, type CatalogRow } from './catalog-tables';
import { tableOf } from './select';

export type CustomerRow = RowOf<typeof customerEntity>;
export type LoyaltyCardRow = RowOf<typeof loyaltyCardEntity>;

const customerIn = decoderOf<CustomerRow>(tableOf(customerEntity).columns);
const cardIn = decoderOf<LoyaltyCardRow>(tableOf(loyaltyCardEntity).columns);

export async function findCustomer(reader: Reader, legalEntityId: string, customerId: string): Promise<CustomerRow | undefined> {
  const row = await reader.first<CatalogRow>('SELECT * FROM {customer} WHERE legal_entity_id = ? AND customer_id = ?', [
    legalEntityId,
    customerId,
  ]);
  return row && customerIn(row);
}

/** Those who gave this number, by theirs; at most `limit`. */
export async function customersByPhone(reader: Reader, legalEntityId: string, phone: string, limit: number): Promise<CustomerRow[]> {
  const rows = await reader.page<CatalogRow>(
    'SELECT * FROM {customer} WHERE legal_entity_id = ? AND phone = ? ORDER BY customer_id',
    [legalEntityId, phone],
    limit,
  );
  return rows.map(customerIn);
}

export async function findLoyaltyCard(reader: Reader, legalEntityId: string, cardNumber: string): Promise<LoyaltyCardRow | undefined> {
  const row = await reader.first<CatalogRow>('SELECT * FROM {loyalty_card} WHERE legal_entity_id = ? AND card_number = ?', [
    legalEntityId,
    cardNumber,
  ]);
  return row && cardIn(row);
}
