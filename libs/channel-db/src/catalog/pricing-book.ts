import type { PriceAdjustment, PriceRow, PricingBook, Product, ProductBarcode } from '@app/commerce';
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

/** A product as it is sold: with all its prices, and with the barcode it was found by. */
export interface ShelfRow {
  readonly product: Product;
  readonly prices: readonly PriceRow[];
  readonly adjustments: readonly PriceAdjustment[];
  /** Null for a product that was found by its id. */
  readonly barcode: ProductBarcode | null;
}

/** The name of a product on a shelf, which several channels share. */
export const onShelf = (channelId: string, by: 'barcode' | 'product', code: string): string => `${channelId} ${by} ${code}`;

/** Rows of one snapshot by what they were asked for; what nobody carries is missing. */
export interface ShelfRows {
  readonly catalogVersion: number;
  readonly byKey: ReadonlyMap<string, ShelfRow>;
}

/** Products with their prices in one query and so in one snapshot. */
export async function readByIds(reader: Reader, of: Assortment, productIds: readonly string[]): Promise<ShelfRows> {
  const distinct = [...new Set(productIds)];
  invariant(distinct.length <= MOST_PRODUCTS, `a book holds at most ${MOST_PRODUCTS} products`);
  const { marks, parameters } = slotsFor(distinct);
  const rows = await reader.query<CatalogRow>(bookText(marks), [of.legalEntityId, ...parameters, of.channelId, of.channelId]);
  return shelfRows(rows, 'p_product_id');
}

/** The same as the engine prices with; unknown products are not in the book. */
export async function readBook(reader: Reader, of: Assortment, productIds: readonly string[]): Promise<PricingBook> {
  const { byKey, catalogVersion } = await readByIds(reader, of, productIds);
  return bookOf([...byKey.values()], catalogVersion);
}

/** The products behind barcode look-up keys, with their prices, in one query. */
export async function readByBarcodes(reader: Reader, of: Assortment, barcodes: readonly string[]): Promise<ShelfRows> {
  invariant(barcodes.length <= MOST_PRODUCTS, `at most ${MOST_PRODUCTS} barcodes are looked up at once`);
  const { marks, parameters } = slotsFor(barcodes);
  const rows = await reader.query<CatalogRow>(barcodeText(marks), [of.legalEntityId, ...parameters, of.channelId, of.channelId]);
  return shelfRows(rows, 'b_barcode');
}

const oneBarcodeText = selectByBarcode('?');

/** The product behind a barcode look-up key, with its prices. */
export async function readByBarcode(reader: Reader, of: Assortment, barcode: string): Promise<ShelfRows> {
  const rows = await reader.query<CatalogRow>(oneBarcodeText, [of.legalEntityId, barcode, of.channelId, of.channelId]);
  return shelfRows(rows, 'b_barcode');
}

/** What the engine prices with. */
export function bookOf(rows: readonly ShelfRow[], catalogVersion: number): PricingBook {
  const adjusted = rows.filter(({ adjustments }) => adjustments.length > 0);
  return {
    catalogVersion,
    products: new Map(rows.map(({ product }) => [product.productId, product])),
    prices: new Map(rows.map(({ product, prices }) => [product.productId, prices])),
    ...(adjusted.length > 0 && { adjustments: new Map(adjusted.map(({ product, adjustments }) => [product.productId, adjustments])) }),
  };
}

function shelfRows(rows: readonly CatalogRow[], keyColumn: 'p_product_id' | 'b_barcode'): ShelfRows {
  const known = Map.groupBy(rows.filter(isKnown), (row) => String(row[keyColumn]));
  const byKey = new Map([...known].map(([key, [first, ...others]]) => [key, shelfRowOf(first as CatalogRow, others)]));
  return { catalogVersion: Number(rows[0]?.version ?? 0), byKey };
}

const isKnown = ({ p_product_id: id }: CatalogRow): boolean => id !== null;

/** Of the rows of one product. */
function shelfRowOf(first: CatalogRow, others: readonly CatalogRow[]): ShelfRow {
  const rows = [first, ...others];
  return {
    product: productIn(first),
    prices: eachOnce(rows, 'r_price_id').map(priceIn),
    adjustments: eachOnce(rows, 'a_price_adjustment_id').flatMap((row) => adjustmentOf(adjustmentIn(row)) ?? []),
    barcode: (first.b_barcode ?? null) === null ? null : barcodeIn(first),
  };
}

/** The first row under each id. */
function eachOnce(rows: readonly CatalogRow[], idColumn: string): CatalogRow[] {
  const seen = new Set<unknown>([null, undefined]);
  return rows.filter(({ [idColumn]: id }) => !seen.has(id) && seen.add(id));
}
