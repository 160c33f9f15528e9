import type { Reader } from '@app/database';

/** What an assortment has that the index has otherwise, or the other way round. */
export interface ProductChange {
  readonly legalEntityId: string;
  readonly productId: string;
  /** Where the product stands in the postings; null when it is new to the index. */
  readonly number: number | null;
  readonly before: ProductText | null;
  /** Null when the product is gone. */
  readonly after: ProductText | null;
}

interface ProductText {
  readonly name: string;
  readonly categoryId: string | null;
  readonly isWeighed: boolean;
}

interface ChangeRow {
  readonly productId: string;
  readonly number: number | null;
  readonly name: string | null;
  readonly categoryId: string | null;
  readonly isWeighed: number | boolean | null;
  readonly oldName: string | null;
  readonly oldCategoryId: string | null;
  readonly wasWeighed: number | boolean | null;
}

const COLUMNS = `p.name AS "name", p.category_id AS "categoryId", p.is_weighed AS "isWeighed",
  s.number AS "number", s.name AS "oldName", s.category_id AS "oldCategoryId", s.is_weighed AS "wasWeighed"`;

const CHANGED = `SELECT p.product_id AS "productId", ${COLUMNS}
  FROM {product} p LEFT JOIN {search_product} s ON s.legal_entity_id = p.legal_entity_id AND s.product_id = p.product_id
  WHERE p.legal_entity_id = ? AND p.product_id > ?
    AND (s.number IS NULL OR s.name <> p.name OR s.is_weighed <> p.is_weighed OR COALESCE(s.category_id, '') <> COALESCE(p.category_id, ''))
  ORDER BY p.product_id`;

const GONE = `SELECT s.product_id AS "productId", ${COLUMNS}
  FROM {search_product} s LEFT JOIN {product} p ON p.legal_entity_id = s.legal_entity_id AND p.product_id = s.product_id
  WHERE s.legal_entity_id = ? AND s.product_id > ? AND p.product_id IS NULL
  ORDER BY s.product_id`;

export type ChangeKind = 'changed' | 'gone';

/** The next changes after a product id: those that came or changed, or those that went. */
export async function productChanges(
  reader: Reader,
  { kind, legalEntityId, after }: { readonly kind: ChangeKind; readonly legalEntityId: string; readonly after: string },
  most: number,
): Promise<ProductChange[]> {
  const rows = await reader.page<ChangeRow>(kind === 'changed' ? CHANGED : GONE, [legalEntityId, after], most);
  return rows.map((row) => ({
    legalEntityId,
    productId: row.productId,
    number: row.number,
    before: textOf(row.oldName, row.oldCategoryId, row.wasWeighed),
    after: textOf(row.name, row.categoryId, row.isWeighed),
  }));
}

function textOf(name: string | null, categoryId: string | null, isWeighed: number | boolean | null): ProductText | null {
  return name === null ? null : { name, categoryId, isWeighed: Boolean(isWeighed) };
}

const NEW_BARCODES = `SELECT b.barcode AS "barcode"
  FROM {product_barcode} b LEFT JOIN {search_barcode} s ON s.legal_entity_id = b.legal_entity_id AND s.barcode = b.barcode
  WHERE b.legal_entity_id = ? AND b.barcode > ? AND s.barcode IS NULL
  ORDER BY b.barcode`;

const GONE_BARCODES = `SELECT s.barcode AS "barcode"
  FROM {search_barcode} s LEFT JOIN {product_barcode} b ON b.legal_entity_id = s.legal_entity_id AND b.barcode = s.barcode
  WHERE s.legal_entity_id = ? AND s.barcode > ? AND b.barcode IS NULL
  ORDER BY s.barcode`;

/** The same for barcodes. */
export async function barcodeChanges(
  reader: Reader,
  { kind, legalEntityId, after }: { readonly kind: ChangeKind; readonly legalEntityId: string; readonly after: string },
  most: number,
): Promise<string[]> {
  const rows = await reader.page<{ barcode: string }>(kind === 'changed' ? NEW_BARCODES : GONE_BARCODES, [legalEntityId, after], most);
  return rows.map(({ barcode }) => barcode);
}

const ENTITIES = ['product', 'search_product', 'product_barcode', 'search_barcode'];

/** Legal entities with products here, or in the index. Each is found by one look at a key, however many rows there are. */
export async function indexedEntities(reader: Reader): Promise<string[]> {
  const found = new Set<string>();
  for (const table of ENTITIES) {
    for (let last = ''; ;) {
      const row = await reader.first<{ next: string | null }>(
        `SELECT MIN(legal_entity_id) AS "next" FROM {${table}} WHERE legal_entity_id > ?`,
        [last],
      );
      if (!row?.next) break;
      found.add((last = row.next));
    }
  }
  return [...found].sort();
}

export interface SearchState {
  /** What the index is of. */
  readonly indexVersion: number;
  readonly catalogVersion: number;
  readonly lastNumber: number;
}

export async function searchState(reader: Reader): Promise<SearchState> {
  const state = await reader.first<SearchState>(
    `SELECT s.catalog_version AS "indexVersion", c.version AS "catalogVersion", s.last_number AS "lastNumber"
     FROM {search_state} s JOIN {catalog_state} c ON c.id = s.id WHERE s.id = 1`,
  );
  return state ?? { indexVersion: 0, catalogVersion: 0, lastNumber: 0 };
}
