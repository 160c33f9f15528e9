import { onShelf, type CatalogReader, type ShelfRow } from '@app/channel-db';
import type { ChannelRules, PricingBook } from '@app/commerce';
import { barcodeKey } from '@app/kernel';
import type { Seller } from './ports';

/** How a register names a product. */
export interface WantedProduct {
  readonly barcode?: string | undefined;
  readonly productId?: string | undefined;
}

/** A package was applied between two reads: what was gathered does not belong together. */
export class OtherVersion extends Error {}

export type Links = NonNullable<PricingBook['links']>;

/** Products for a request, from the shelf of the catalog where they are on it. Every one is of the version of the rules, or this fails. */
export class ProductShelf {
  constructor(private readonly catalog: CatalogReader) {}

  async linksOf({ catalogVersion }: ChannelRules, { legalEntityId }: Seller, rows: readonly ShelfRow[]): Promise<Links> {
    const productIds = rows.map(({ product }) => product.productId);
    const { links, catalogVersion: read } = await this.catalog.links.linksOf(catalogVersion, legalEntityId, productIds);
    if (read !== catalogVersion) throw new OtherVersion();
    return links;
  }

  /**
   * What the barcodes of a request stand for, in the order asked: from the shelf, and what the shelf lacks with one read. A single one
   * is read where it is needed, and so is what no product carries.
   */
  async readTogether(
    { catalogVersion }: ChannelRules,
    seller: Seller,
    wanted: readonly WantedProduct[],
  ): Promise<(ShelfRow | null | undefined)[]> {
    const keys = wanted.map(({ barcode }) => (barcode === undefined ? undefined : barcodeKey(barcode)));
    // Built once: a map interns every text it is asked for.
    const names = keys.map((key) => (key === undefined ? undefined : onShelf(seller.channelId, 'barcode', key)));
    const rows = names.map((name) => (name === undefined ? undefined : this.catalog.shelf.get(catalogVersion, name)));
    const missing = keys.flatMap((key, index) => (key === undefined || rows[index] !== undefined ? [] : [{ key, index }]));
    if (missing.length < 2) return rows;
    const read = await this.catalog.byBarcodes(seller, [...new Set(missing.map(({ key }) => key))]);
    if (read.catalogVersion !== catalogVersion) throw new OtherVersion();
    for (const { key, index } of missing) {
      const row = read.byKey.get(key) ?? null;
      this.catalog.shelf.put(catalogVersion, names[index] ?? '', row);
      rows[index] = row;
    }
    return rows;
  }

  /** Products named by their ids; what the shelf lacks is read at once. */
  async rowsById(
    { catalogVersion }: ChannelRules,
    seller: Seller,
    wanted: readonly WantedProduct[],
  ): Promise<ReadonlyMap<string, ShelfRow>> {
    const rows = new Map<string, ShelfRow>();
    const missing = new Set<string>();
    for (const { barcode, productId } of wanted) {
      if (barcode !== undefined || productId === undefined) continue;
      const known = this.catalog.shelf.get(catalogVersion, onShelf(seller.channelId, 'product', productId));
      if (known) rows.set(productId, known);
      if (known === undefined) missing.add(productId);
    }
    if (missing.size === 0) return rows;
    const read = await this.catalog.byIds(seller, [...missing]);
    if (read.catalogVersion !== catalogVersion) throw new OtherVersion();
    for (const productId of missing) {
      const row = read.byKey.get(productId) ?? null;
      this.catalog.shelf.put(catalogVersion, onShelf(seller.channelId, 'product', productId), row);
      if (row) rows.set(productId, row);
    }
    return rows;
  }

  async byKey({ catalogVersion }: ChannelRules, seller: Seller, text: string): Promise<ShelfRow | undefined> {
    const key = barcodeKey(text);
    if (key === undefined) return undefined;
    const found = await this.catalog.scannedData(seller, key);
    if (found?.rules.catalogVersion !== catalogVersion) throw new OtherVersion();
    return found.row ?? undefined;
  }
}
