import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOG_MIGRATIONS, CatalogReader } from '@app/channel-db';
import { allocateDiscounts, type Goods } from '@app/commerce';
import { openSqlite, type Database } from '@app/database';
import { amount, barcodeKey, currencyOf, quantity } from '@app/kernel';
import { entityNamed } from '@app/protocol';
import { putRows } from '@app/testing';
import type { TestHeadquarters } from '../../../apps/headquarters/test/kit/test-headquarters';
import type { Taken } from './by-hand';
import type { Published, Shelf } from './published';

const ENTITIES = [
  'currency', 'unitOfMeasure', 'legalEntity', 'channel', 'category', 'product', 'priceGroup', 'priceGroupMember', 'offer', 'offerLine',
  'offerPriceGroup', 'coupon',
]; // prettier-ignore

/** The offers headquarters has, in a catalog as boxes have one. */
export class OffersAtWork {
  private constructor(
    private readonly catalog: CatalogReader,
    private readonly shelves: ReadonlyMap<string, Shelf>,
    private readonly day: string,
    readonly close: () => Promise<void>,
  ) {}

  /** Rows of some chains alone when they are named. */
  static async of(
    headquarters: TestHeadquarters,
    { shelves, day, chains }: { shelves: ReadonlyMap<string, Shelf>; day: string; chains?: readonly string[] },
  ): Promise<OffersAtWork> {
    const folder = mkdtempSync(join(tmpdir(), 'promotions-'));
    const database = await openSqlite({ file: join(folder, 'catalog.db'), migrations: CATALOG_MIGRATIONS });
    for (const name of ENTITIES) await putRows(database, { [name]: await rowsAt(headquarters.database, name, chains) }, 7);
    const catalog = new CatalogReader({ read: (work) => work(database.reader) });
    return new OffersAtWork(catalog, shelves, day, async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    });
  }

  /** What the offers of one promotion, and no others, take off goods at their shelf prices, in agorot. */
  async taken(promotion: Published, basket: readonly Taken[]): Promise<number> {
    const goods = basket.map((one, at) => this.goodsOf(promotion, one, at));
    const id = `${promotion.branch}-${promotion.id}`;
    const isOurs = (offerId: string) => offerId === id || (offerId.startsWith(`${id}-`) && /^\d$/.test(offerId.slice(id.length + 1)));
    const { offers } = await this.catalog.offers.offersFor(await this.catalog.configuration(), {
      legalEntityId: promotion.chain, channelId: `${promotion.chain}-${promotion.branch}`, currency: currencyOf('ILS'), minute: `${this.day}T12:00`,
      affiliationIds: promotion.isClub ? ['club'] : [], couponOfferIds: promotion.isCoupon ? [id, ...[2, 3, 4, 5].map((n) => `${id}-${n}`)] : [],
      products: goods.map(({ productId }) => ({ productId, categoryId: null })),
    }); // prettier-ignore
    const own = offers.filter(({ offerId }) => isOurs(offerId));
    const { byLine } = allocateDiscounts({ goods, offers: own, control: 'compound-within', minorDigits: 2, tenderTypeId: null });
    return [...byLine.values()].flat().reduce((sum, one) => sum + one.amount, 0);
  }

  private goodsOf(promotion: Published, { barcode, count, price }: Taken, at: number): Goods {
    const productId = barcodeKey(barcode);
    const shelf =
      this.shelves.get(`${promotion.chain} ${promotion.branch} ${barcode}`) ??
      (price === undefined ? undefined : { price, isWeighed: false });
    if (productId === undefined || !shelf) throw new Error(`no article ${barcode}`);
    return {
      lineId: String(at), productId, unitId: shelf.isWeighed ? 'kg' : 'pcs', quantity: quantity(Math.round(count * 1000)),
      amount: amount(Math.round(shelf.price * count)), isDiscountable: true, isLabelled: false,
    }; // prettier-ignore
  }
}

async function rowsAt(database: Database, name: string, chains?: readonly string[]): Promise<object[]> {
  const entity = entityNamed(name);
  if (!entity) throw new Error(name);
  const rows = await database.reader.query<{ body: string }>(
    `SELECT body FROM {company_row} WHERE entity = ? AND is_deleted = 0
       AND (? = '' OR coalesce(json_extract(body, '$.legalEntityId'), '') = '' OR instr(?, json_extract(body, '$.legalEntityId')) > 0)`,
    [name, chains?.join() ?? '', chains?.join() ?? ''],
  );
  return rows.map(({ body }) => entity.schema.parse(JSON.parse(body)));
}
