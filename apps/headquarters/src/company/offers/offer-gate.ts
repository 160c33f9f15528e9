import type { Reader, Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import { keyText, offerEntity, offerLineEntity, offerPriceGroupEntity, type EntityDefinition } from '@app/protocol';
import { findRow, upsertRows, type WireRow } from '../company-rows';
import { offerFault, type OfferFault, type OfferLineRow } from './offer-fault';

/** An offer as keys name it. */
interface OfferKey {
  readonly legalEntityId: string;
  readonly offerId: string;
}

export interface FaultyOffer extends OfferKey {
  readonly fault: OfferFault;
}

const OF_OFFERS: ReadonlySet<EntityDefinition> = new Set<EntityDefinition>([offerEntity, offerLineEntity, offerPriceGroupEntity]);

/**
 * After rows were written: keeps the ends of lines in step with those of their offers, and names the enabled offers that these rows
 * belong to and that may not be enabled as they stand now. Nothing is done for rows of other entities.
 */
export async function settleOffers(
  tx: Tx,
  entity: EntityDefinition,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<FaultyOffer[]> {
  if (!OF_OFFERS.has(entity)) return [];
  const keys = new Map(rows.map((row) => [keyText(offerEntity, row), row as unknown as OfferKey]));
  const faulty: FaultyOffer[] = [];
  for (const { legalEntityId, offerId } of keys.values()) {
    const fault = await settle(tx, { legalEntityId, offerId });
    if (fault) faulty.push({ legalEntityId, offerId, fault });
  }
  return faulty;
}

/** The same, where a faulty offer refuses the whole request. */
export async function requireSoundOffers(
  tx: Tx,
  entity: EntityDefinition,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const [first] = await settleOffers(tx, entity, rows);
  if (!first) return;
  const { offerId, fault } = first;
  throw new DomainError(fault.code, `the offer ${offerId} may not be enabled: ${fault.code} in ${fault.field}`, {
    field: `/${fault.field}`,
    offerId,
  });
}

async function settle(tx: Tx, key: OfferKey): Promise<OfferFault | undefined> {
  const offer = await findRow(tx, offerEntity, { ...key });
  if (!offer) return undefined;
  const lines = await rowsUnder(tx, offerLineEntity, key);
  await keepEnds(tx, offer.validTo, lines);
  if (!offer.isEnabled) return undefined;
  const priceGroupCount = (await rowsUnder(tx, offerPriceGroupEntity, key)).length;
  return offerFault({ offer, lines, priceGroupCount });
}

async function keepEnds(tx: Tx, validTo: string, lines: readonly OfferLineRow[]): Promise<void> {
  const others = lines.filter((line) => line.validTo !== validTo);
  await upsertRows(tx, offerLineEntity, others.map((line) => ({ ...line, validTo }))); // prettier-ignore
}

/** Rows whose key begins with an offer's. */
async function rowsUnder<Entity extends EntityDefinition>(reader: Reader, entity: Entity, key: OfferKey): Promise<WireRow<Entity>[]> {
  const from = `${keyText(offerEntity, { ...key }).slice(0, -1)},`;
  const rows = await reader.query<{ body: string }>(
    `SELECT body FROM {company_row} WHERE entity = ? AND row_key >= ? AND row_key < ? AND is_deleted = 0 ORDER BY row_key`,
    [entity.name, from, `${from}\u{10ffff}`],
  );
  return rows.map(({ body }) => JSON.parse(body) as WireRow<Entity>);
}
