import type { PriceRow, PricingBook, Product, ProductBarcode } from '@app/commerce';
import { invariant } from '@app/kernel';
import { priceAdjustmentEntity, priceEntity, productBarcodeEntity, productEntity } from '@app/protocol';
import type { Reader } from '@app/database';
import { decoderOf, type CatalogRow } from './catalog-tables';
import { adjustmentOf, type PriceAdjustmentRow } from './price-adjustment';
import { columnsAs, slotsFor, tableOf, writtenOnce } from './select';

const PRODUCT = tableOf(productEntity);
const BARCODE = tableOf(productBarcodeEntity);
const PRICE = tableOf(priceEntity);
const ADJUSTMENT = tableOf(priceAdjustmentEntity);

const barcodeIn = decoderOf<ProductBarcode>(BARCODE.columns, 'b_');
const productIn = decoderOf<Product>(PRODUCT.columns, 'p_');
const priceIn = decoderOf<PriceRow>(PRICE.columns, 'r_');
const adjustmentIn = decoderOf<PriceAdjustmentRow>(ADJUSTMENT.columns, 'a_');

/** Most products one request may name; with the other parameters well below SQL Server's 2,100. */
const MOST_PRODUCTS = 1024;

/** A product with both has a row for each pair; adjustments of one product are few. */
const PRICES_OF_PRODUCT =
  'LEFT JOIN {price} r ON r.channel_id = ? AND r.product_id = p.product_id AND r.legal_entity_id = p.legal_entity_id ' +
  'LEFT JOIN {price_adjustment} a ON a.channel_id = ? AND a.product_id = p.product_id AND a.legal_entity_id = p.legal_entity_id';
const PRICE_COLUMNS = `${columnsAs('r', PRICE.columns)}, ${columnsAs('a', ADJUSTMENT.columns)}`;

/** Asks for the version first, so that it comes with the rows of the same snapshot, also when there are none. */
const selectBook = (marks: string) =>
  `SELECT s.version AS version, ${columnsAs('p', PRODUCT.columns)}, ${PRICE_COLUMNS}
   FROM {catalog_state} s
   LEFT JOIN {product} p ON p.legal_entity_id = ? AND p.product_id IN (${marks})
   ${PRICES_OF_PRODUCT}
   WHERE s.id = 1`;

const selectByBarcode = (marks: string) =>
  `SELECT s.version AS version, ${columnsAs('b', BARCODE.columns)}, ${columnsAs('p', PRODUCT.columns)}, ${PRICE_COLUMNS}
   FROM {catalog_state} s
   LEFT JOIN {product_barcode} b ON b.legal_entity_id = ? AND b.barcode IN (${marks})
   LEFT JOIN {product} p ON p.legal_entity_id = b.legal_entity_id AND p.product_id = b.product_id
   ${PRICES_OF_PRODUCT}
   WHERE s.id = 1`;

const bookText = writtenOnce(selectBook);
const barcodeText = writtenOnce(selectByBarcode);

/** Whose products and whose prices. */
export interface Assortment {
  readonly legalEntityId: string;
  readonly channelId: string;
}

export interface ScannedProduct {
  /** Undefined when no product carries the barcode. */
  readonly barcode: ProductBarcode | undefined;
  readonly book: PricingBook;
}

/** Products with their prices in one query and so in one snapshot. Unknown products are not in the book. */
export async function readBook(reader: Reader, of: Assortment, productIds: readonly string[]): Promise<PricingBook> {
  const distinct = [...new Set(productIds)];
  invariant(distinct.length <= MOST_PRODUCTS, `a book holds at most ${MOST_PRODUCTS} products`);
  const { marks, parameters } = slotsFor(distinct);
  return bookOf(await reader.query<CatalogRow>(bookText(marks), [of.legalEntityId, ...parameters, of.channelId, of.channelId]));
}

/** What barcode look-up keys stand for, of one catalog version. */
export interface ScannedProducts {
  readonly catalogVersion: number;
  /** By key; a key that no product carries is missing. */
  readonly byBarcode: ReadonlyMap<string, ScannedProduct>;
}

/** The products behind barcode look-up keys, with their prices, in one query. */
export async function readByBarcodes(reader: Reader, of: Assortment, barcodes: readonly string[]): Promise<ScannedProducts> {
  invariant(barcodes.length <= MOST_PRODUCTS, `at most ${MOST_PRODUCTS} barcodes are looked up at once`);
  const { marks, parameters } = slotsFor(barcodes);
  const rows = await reader.query<CatalogRow>(barcodeText(marks), [of.legalEntityId, ...parameters, of.channelId, of.channelId]);
  const known = Map.groupBy(rows.filter(isKnown), (row) => String(row.b_barcode));
  return { catalogVersion: versionOf(rows), byBarcode: new Map([...known].map(([key, its]) => [key, scannedOf(its)])) };
}

const isKnown = (row: CatalogRow): boolean => row.b_barcode !== null && row.p_product_id !== null;

function scannedOf(rows: readonly CatalogRow[]): ScannedProduct {
  const [first] = rows;
  return { barcode: first && barcodeIn(first), book: bookOf(rows) };
}

const oneBarcodeText = selectByBarcode('?');

/** The product behind a barcode look-up key, with its prices. */
export async function readByBarcode(reader: Reader, of: Assortment, barcode: string): Promise<ScannedProduct> {
  const rows = await reader.query<CatalogRow>(oneBarcodeText, [of.legalEntityId, barcode, of.channelId, of.channelId]);
  const known = rows.filter(isKnown);
  return known.length > 0 ? scannedOf(known) : { barcode: undefined, book: bookOf(rows) };
}

const versionOf = (rows: readonly CatalogRow[]): number => Number(rows[0]?.version ?? 0);

function bookOf(rows: readonly CatalogRow[]): PricingBook {
  const products = new Map<string, Product>();
  for (const row of rows) {
    const productId = row.p_product_id === null ? undefined : String(row.p_product_id);
    if (productId !== undefined && !products.has(productId)) products.set(productId, productIn(row));
  }
  const prices = byProduct(rows, 'r_price_id', priceIn);
  const adjustments = byProduct(rows, 'a_price_adjustment_id', (row) => adjustmentOf(adjustmentIn(row)));
  return { catalogVersion: versionOf(rows), products, prices, ...(adjustments.size > 0 && { adjustments }) };
}

/** What rows say under one id, each once, by the product it is of. */
function byProduct<Value>(
  rows: readonly CatalogRow[],
  idColumn: string,
  read: (row: CatalogRow) => Value | undefined,
): ReadonlyMap<string, readonly Value[]> {
  const seen = new Set<string>();
  const found = new Map<string, Value[]>();
  for (const row of rows) {
    const id = row[idColumn] ?? null;
    if (row.p_product_id === null || id === null || seen.has(String(id))) continue;
    seen.add(String(id));
    const value = read(row);
    if (value === undefined) continue;
    const productId = String(row.p_product_id);
    const known = found.get(productId);
    if (known) known.push(value);
    else found.set(productId, [value]);
  }
  return found;
}
