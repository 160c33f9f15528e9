import type { PriceRow, PricingBook, Product, ProductBarcode } from '@app/commerce';
import { invariant } from '@app/kernel';
import { priceEntity, productBarcodeEntity, productEntity } from '@app/protocol';
import type { Reader } from '@app/database';
import { valueOf, type CatalogRow } from './catalog-tables';
import { columnsAs, slotsFor, tableOf } from './select';

const PRODUCT = tableOf(productEntity);
const BARCODE = tableOf(productBarcodeEntity);
const PRICE = tableOf(priceEntity);

/** Most products one request may name; with the other parameters well below SQL Server's 2,100. */
const MOST_PRODUCTS = 1024;

const PRICES_OF_PRODUCT =
  'LEFT JOIN {price} r ON r.channel_id = ? AND r.product_id = p.product_id AND r.legal_entity_id = p.legal_entity_id';

/** Asks for the version first, so that it comes with the rows of the same snapshot, also when there are none. */
const selectBook = (marks: string) =>
  `SELECT s.version AS version, ${columnsAs('p', PRODUCT.columns)}, ${columnsAs('r', PRICE.columns)}
   FROM {catalog_state} s
   LEFT JOIN {product} p ON p.legal_entity_id = ? AND p.product_id IN (${marks})
   ${PRICES_OF_PRODUCT}
   WHERE s.id = 1`;

const SELECT_BY_BARCODE = `SELECT s.version AS version, ${columnsAs('b', BARCODE.columns)}, ${columnsAs('p', PRODUCT.columns)}, ${columnsAs('r', PRICE.columns)}
   FROM {catalog_state} s
   LEFT JOIN {product_barcode} b ON b.legal_entity_id = ? AND b.barcode = ?
   LEFT JOIN {product} p ON p.legal_entity_id = b.legal_entity_id AND p.product_id = b.product_id
   ${PRICES_OF_PRODUCT}
   WHERE s.id = 1`;

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
  return bookOf(await reader.query<CatalogRow>(selectBook(marks), [of.legalEntityId, ...parameters, of.channelId]));
}

/** The product behind a barcode look-up key, with its prices. */
export async function readByBarcode(reader: Reader, of: Assortment, barcode: string): Promise<ScannedProduct> {
  const rows = await reader.query<CatalogRow>(SELECT_BY_BARCODE, [of.legalEntityId, barcode, of.channelId]);
  const first = rows[0];
  const isKnown = first !== undefined && first.b_barcode !== null && first.p_product_id !== null;
  return { barcode: isKnown ? valueOf<ProductBarcode>(BARCODE.columns, first, 'b_') : undefined, book: bookOf(rows) };
}

function bookOf(rows: readonly CatalogRow[]): PricingBook {
  const products = new Map<string, Product>();
  const prices = new Map<string, PriceRow[]>();
  for (const row of rows) {
    if (row.p_product_id === null) continue;
    const productId = String(row.p_product_id);
    if (!products.has(productId)) products.set(productId, valueOf<Product>(PRODUCT.columns, row, 'p_'));
    if (row.r_price_id === null) continue;
    prices.set(productId, [...(prices.get(productId) ?? []), valueOf<PriceRow>(PRICE.columns, row, 'r_')]);
  }
  return { catalogVersion: Number(rows[0]?.version ?? 0), products, prices };
}
