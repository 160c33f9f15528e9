import type { Reader, Tx } from '@app/database';
import { couponEntity, keyText, offerEntity, offerLineEntity, offerPriceGroupEntity, type EntityDefinition } from '@app/protocol';
import { removeRows, upsertRows, type WireRow } from '../../../company/company-rows';
import type { OfferLineRow, OfferRow } from '../../../company/offers/offer-fault';

/** Everything that goes with an offer. */
export interface OfferRows {
  readonly offer: OfferRow;
  readonly lines: readonly OfferLineRow[];
  readonly priceGroupIds: readonly string[];
  readonly coupon: WireRow<typeof couponEntity> | undefined;
}

const ENTITIES: readonly EntityDefinition[] = [offerEntity, offerLineEntity, offerPriceGroupEntity, couponEntity];

/** The offers that one branch has from its promotion files: what a file no longer names is over. */
export class BranchOffers {
  private readonly named = new Set<string>();

  private constructor(
    private readonly known: ReadonlyMap<EntityDefinition, readonly string[]>,
    private readonly firstDays: ReadonlyMap<string, string>,
  ) {}

  static async begin(reader: Reader, { legalEntityId, branch }: { legalEntityId: string; branch: string }): Promise<BranchOffers> {
    const from = JSON.stringify([legalEntityId, `${branch}-`]).slice(0, -2);
    const rows = (entity: EntityDefinition) =>
      reader.query<{ key: string; firstDay: string | null; offerId: string }>(
        `SELECT row_key AS "key", json_extract(body, '$.validFrom') AS "firstDay", json_extract(body, '$.offerId') AS "offerId"
         FROM {company_row} WHERE entity = ? AND row_key >= ? AND row_key < ? AND is_deleted = 0`,
        [entity.name, from, `${from}\u{10ffff}`],
      );
    const known = new Map<EntityDefinition, readonly string[]>();
    for (const entity of ENTITIES) known.set(entity, (await rows(entity)).map(({ key }) => key)); // prettier-ignore
    const offers = await rows(offerEntity);
    return new BranchOffers(known, new Map(offers.map(({ offerId, firstDay }) => [offerId, firstDay ?? ''])));
  }

  /** An offer keeps the day it was first seen, so that the same file twice changes nothing. */
  firstDayOf(offerId: string, day: string): string {
    const known = this.firstDays.get(offerId);
    return known === undefined || known > day ? day : known;
  }

  async store(tx: Tx, all: readonly OfferRows[]): Promise<void> {
    const groups = all.flatMap(({ offer: { legalEntityId, offerId }, priceGroupIds }) =>
      priceGroupIds.map((priceGroupId) => ({ legalEntityId, offerId, priceGroupId })),
    );
    await this.put(tx, offerEntity, all.map(({ offer }) => offer)); // prettier-ignore
    await this.put(tx, offerLineEntity, all.flatMap(({ lines }) => lines)); // prettier-ignore
    await this.put(tx, offerPriceGroupEntity, groups);
    await this.put(tx, couponEntity, all.flatMap(({ coupon }) => coupon ?? [])); // prettier-ignore
  }

  private async put<Entity extends EntityDefinition>(tx: Tx, entity: Entity, rows: readonly WireRow<Entity>[]): Promise<void> {
    for (const row of rows as readonly Record<string, unknown>[]) this.named.add(`${entity.name} ${keyText(entity, row)}`);
    await upsertRows(tx, entity, rows);
  }

  async finish(tx: Tx): Promise<{ endedCount: number }> {
    let endedCount = 0;
    for (const [entity, keys] of this.known) {
      const ended = keys.filter((key) => !this.named.has(`${entity.name} ${key}`));
      const { removedCount } = await removeRows(tx, entity, ended);
      if (entity === offerEntity) endedCount = removedCount;
    }
    return { endedCount };
  }
}
