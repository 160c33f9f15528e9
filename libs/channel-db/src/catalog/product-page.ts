import type { PricingBook } from '@app/commerce';
import type { Reader } from '@app/database';
import { productBarcodeEntity, type RowOf } from '@app/protocol';
import { decoderOf, type CatalogRow } from './catalog-tables';
import { readBook, type Assortment } from './pricing-book';
import { slotsFor, tableOf } from './select';

export interface ListedProduct {
  readonly productId: string;
  readonly barcodes: readonly string[];
}

export interface ProductPage {
  readonly catalogVersion: number;
  /** In their order. */
  readonly products: readonly ListedProduct[];
  /** What they are and cost, whenever that is valid. */
  readonly book: PricingBook;
  /** Product id to continue after; null on the last page. */
  readonly next: string | null;
}

export interface ProductPageQuery {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after: string | null;
}

const SELECT_IDS = 'SELECT product_id FROM {product} WHERE legal_entity_id = ? AND product_id > ? ORDER BY product_id';
const barcodeOf = decoderOf<RowOf<typeof productBarcodeEntity>>(tableOf(productBarcodeEntity).columns);

/** Products in the order of their ids, with their barcodes and prices. */
export async function readProductPage(reader: Reader, of: Assortment, { limit, after }: ProductPageQuery): Promise<ProductPage> {
  const rows = await reader.page<{ product_id: string }>(SELECT_IDS, [of.legalEntityId, after ?? ''], limit + 1);
  const ids = rows.slice(0, limit).map((row) => row.product_id);
  return { ...(await readListed(reader, of, ids)), next: rows.length > limit ? (ids.at(-1) ?? null) : null };
}

/** These products in their order; one that is not there is missing. */
export async function readListed(reader: Reader, of: Assortment, ids: readonly string[]): Promise<Omit<ProductPage, 'next'>> {
  const book = await readBook(reader, of, ids);
  const barcodes = await readBarcodes(reader, of.legalEntityId, ids);
  const known = ids.filter((id) => book.products.has(id));
  const products = known.map((productId) => ({ productId, barcodes: barcodes.get(productId) ?? [] }));
  return { catalogVersion: book.catalogVersion, products, book };
}

async function readBarcodes(reader: Reader, legalEntityId: string, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { marks, parameters } = slotsFor(ids);
  const sql = `SELECT * FROM {product_barcode} WHERE legal_entity_id = ? AND product_id IN (${marks})`;
  const found = new Map<string, string[]>();
  // Sorted here: asked for the order, SQLite would walk all barcodes of the legal entity instead of the index by product.
  for (const row of await reader.query<CatalogRow>(sql, [legalEntityId, ...parameters])) {
    const { productId, barcode } = barcodeOf(row);
    found.set(productId, [...(found.get(productId) ?? []), barcode]);
  }
  for (const barcodes of found.values()) barcodes.sort();
  return found;
}
