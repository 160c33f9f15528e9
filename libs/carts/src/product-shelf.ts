import { VersionShelf, type CatalogReader, type ScannedProduct } from '@app/channel-db';
import type { ChannelRules, PriceAdjustment, PriceRow, PricingBook, Product, ProductBarcode } from '@app/commerce';
import { barcodeKey } from '@app/kernel';
import type { Seller } from './ports';

/** How a register names a product. */
export interface WantedProduct {
  readonly barcode?: string | undefined;
  readonly productId?: string | undefined;
}

/** What the catalog says of a barcode or a product. */
export interface ShelfRow {
  readonly product: Product;
  readonly prices: readonly PriceRow[];
  readonly adjustments: readonly PriceAdjustment[];
  readonly barcode: ProductBarcode | null;
}

/** A package was applied between two reads: what was gathered does not belong together. */
export class OtherVersion extends Error {}

export type Links = NonNullable<PricingBook['links']>;

/** Rows of the catalog that requests asked for, kept until its version moves. Every read is of the version of the rules, or fails. */
export class ProductShelf {
  private readonly shelf = new VersionShelf<ShelfRow | null>();

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
    const names = keys.map((key) => (key === undefined ? undefined : onShelf(seller, `barcode ${key}`)));
    const rows = names.map((name) => (name === undefined ? undefined : this.shelf.get(catalogVersion, name)));
    const missing = keys.flatMap((key, index) => (key === undefined || rows[index] !== undefined ? [] : [{ key, index }]));
    if (missing.length < 2) return rows;
    const read = await this.catalog.byBarcodes(seller, [...new Set(missing.map(({ key }) => key))]);
    if (read.catalogVersion !== catalogVersion) throw new OtherVersion();
    for (const { key, index } of missing) {
      const row = rowOf(read.byBarcode.get(key));
      this.shelf.put(catalogVersion, names[index] ?? '', row);
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
      const known = this.shelf.get(catalogVersion, onShelf(seller, `product ${productId}`));
      if (known) rows.set(productId, known);
      if (known === undefined) missing.add(productId);
    }
    if (missing.size === 0) return rows;
    const book = await this.catalog.book(seller, [...missing]);
    if (book.catalogVersion !== catalogVersion) throw new OtherVersion();
    for (const productId of missing) {
      const row = rowIn(book, productId, null);
      this.shelf.put(catalogVersion, onShelf(seller, `product ${productId}`), row);
      if (row) rows.set(productId, row);
    }
    return rows;
  }

  async byKey({ catalogVersion }: ChannelRules, seller: Seller, text: string): Promise<ShelfRow | undefined> {
    const key = barcodeKey(text);
    if (key === undefined) return undefined;
    const shelfKey = onShelf(seller, `barcode ${key}`);
    const known = this.shelf.get(catalogVersion, shelfKey);
    if (known !== undefined) return known ?? undefined;
    const scanned = await this.catalog.byBarcode(seller, key);
    if (scanned.book.catalogVersion !== catalogVersion) throw new OtherVersion();
    const row = rowOf(scanned);
    this.shelf.put(catalogVersion, shelfKey, row);
    return row ?? undefined;
  }
}

const onShelf = ({ channelId }: Seller, name: string): string => `${channelId} ${name}`;

const rowOf = (scanned: ScannedProduct | undefined): ShelfRow | null =>
  scanned?.barcode ? rowIn(scanned.book, scanned.barcode.productId, scanned.barcode) : null;

function rowIn({ products, prices, adjustments }: PricingBook, productId: string, barcode: ProductBarcode | null): ShelfRow | null {
  const product = products.get(productId);
  return product ? { product, prices: prices.get(productId) ?? [], adjustments: adjustments?.get(productId) ?? [], barcode } : null;
}
