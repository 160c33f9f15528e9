import type { Coupon, OfferLine } from '@app/commerce';
import type { Reader } from '@app/database';
import { DomainError } from '@app/kernel';
import { categoryEntity, couponEntity, offerEntity, offerLineEntity, type RowOf } from '@app/protocol';
import { decoderOf, type CatalogRow } from '../catalog-tables';
import { columnsAs, slotsFor, tableOf, writtenOnce } from '../select';
import { couponOf, offerLineOf, type CouponRow, type OfferLineRow, type OfferRow } from './offer-values';

const OFFER = tableOf(offerEntity);
const LINE = tableOf(offerLineEntity);
const COUPON = tableOf(couponEntity);

const offerIn = decoderOf<OfferRow>(OFFER.columns, 'o_');
const lineIn = decoderOf<OfferLineRow>(LINE.columns, 'l_');
const couponIn = decoderOf<CouponRow>(COUPON.columns, 'c_');
const categoryIn = decoderOf<RowOf<typeof categoryEntity>>(tableOf(categoryEntity).columns);

/** What one line of an offer says of a subject. */
export interface FoundLine {
  readonly offer: OfferRow;
  readonly priceGroupIds: readonly string[];
  readonly line: OfferLine;
}

/** Lines by what they name: `product x`, `category y`, `all`. */
export interface FoundLines {
  readonly catalogVersion: number;
  readonly bySubject: ReadonlyMap<string, readonly FoundLine[]>;
}

/** What lines of offers are about, as their look-up keys. */
export const subjectOfProduct = (productId: string): string => `product ${productId}`;
export const subjectOfCategory = (categoryId: string): string => `category ${categoryId}`;
export const EVERYTHING = 'all';

const LINES = `SELECT ${LINE.columns.map(({ column }) => column).join(', ')} FROM {offer_line} WHERE legal_entity_id = ? AND`;

/** Each branch is one range of an index, so that lines of other goods cost nothing. The version comes also when there are none. */
const selectLines = (marks: string) =>
  `SELECT s.version AS version, ${columnsAs('l', LINE.columns)}, ${columnsAs('o', OFFER.columns)}, g.price_group_id AS g_price_group_id
   FROM {catalog_state} s
   LEFT JOIN (
     ${LINES} product_id IN (${marks})
     UNION ALL ${LINES} category_id IN (${marks})
     UNION ALL ${LINES} product_id IS NULL AND category_id IS NULL
   ) l ON 1 = 1
   LEFT JOIN {offer} o ON o.legal_entity_id = l.legal_entity_id AND o.offer_id = l.offer_id
   LEFT JOIN {offer_price_group} g ON g.legal_entity_id = o.legal_entity_id AND g.offer_id = o.offer_id
   WHERE s.id = 1`;

const linesText = writtenOnce(selectLines);

/** Every line of every offer on some products, on some categories, and on everything, in one query. */
export async function readOfferLines(
  reader: Reader,
  legalEntityId: string,
  subjects: { readonly productIds: readonly string[]; readonly categoryIds: readonly string[] },
): Promise<FoundLines> {
  const size = Math.max(subjects.productIds.length, subjects.categoryIds.length);
  const products = slotsFor(subjects.productIds, size);
  const categories = slotsFor(subjects.categoryIds, size);
  const parameters = [legalEntityId, ...products.parameters, legalEntityId, ...categories.parameters, legalEntityId];
  const rows = await reader.query<CatalogRow>(linesText(products.marks), parameters);
  const bySubject = new Map<string, FoundLine[]>();
  for (const same of Map.groupBy(rows.filter(isWhole), lineKey).values()) {
    const found = foundLine(same);
    if (found) bySubject.set(found.subject, [...(bySubject.get(found.subject) ?? []), found.line]);
  }
  return { catalogVersion: versionOf(rows), bySubject };
}

/** A line may be there before its offer is. */
const isWhole = (row: CatalogRow): boolean => row.l_offer_id !== null && row.o_offer_id !== null;
const lineKey = (row: CatalogRow): string => JSON.stringify([row.l_offer_id, row.l_line_number]);

/** One line, from a row for each price group of its offer. */
function foundLine(rows: readonly CatalogRow[]): { subject: string; line: FoundLine } | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const line = readableLine(lineIn(first));
  const priceGroupIds = rows.flatMap((row) => (row.g_price_group_id === null ? [] : [String(row.g_price_group_id)]));
  return line && { subject: subjectOf(line), line: { offer: offerIn(first), priceGroupIds, line } };
}

function readableLine(row: OfferLineRow): OfferLine | undefined {
  try {
    return offerLineOf(row);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

function subjectOf({ subject }: OfferLine): string {
  switch (subject.kind) {
    case 'product': return subjectOfProduct(subject.productId);
    case 'category': return subjectOfCategory(subject.categoryId);
    case 'all': return EVERYTHING;
  } // prettier-ignore
}

/** What offers stand on in a legal entity, whatever is sold. */
export interface OfferGround {
  readonly catalogVersion: number;
  /** Whether any offer names anything at all. */
  readonly hasLines: boolean;
  /** Parents of categories; empty where no offer names a category. */
  readonly parentOf: ReadonlyMap<string, string | null>;
}

const SELECT_GROUND = `
  SELECT s.version AS version, CASE WHEN EXISTS (SELECT 1 FROM {offer_line} WHERE legal_entity_id = ?) THEN 1 ELSE 0 END AS has_lines, c.*
  FROM {catalog_state} s
  LEFT JOIN {category} c ON c.legal_entity_id = ?
    AND EXISTS (SELECT 1 FROM {offer_line} l WHERE l.legal_entity_id = c.legal_entity_id AND l.category_id IS NOT NULL)
  WHERE s.id = 1`;

export async function readOfferGround(reader: Reader, legalEntityId: string): Promise<OfferGround> {
  const rows = await reader.query<CatalogRow>(SELECT_GROUND, [legalEntityId, legalEntityId]);
  const categories = rows.filter((row) => row.category_id !== null).map(categoryIn);
  return {
    catalogVersion: versionOf(rows),
    hasLines: rows[0]?.has_lines === 1,
    parentOf: new Map(categories.map((row) => [row.categoryId, row.parentCategoryId])),
  };
}

/** An enabled coupon by its code. */
export interface FoundCoupon {
  readonly catalogVersion: number;
  readonly coupon: Coupon | undefined;
}

const SELECT_COUPON = `
  SELECT s.version AS version, ${columnsAs('c', COUPON.columns)}
  FROM {catalog_state} s LEFT JOIN {coupon} c ON c.legal_entity_id = ? AND c.code = ? WHERE s.id = 1`;

export async function readCoupon(reader: Reader, legalEntityId: string, code: string): Promise<FoundCoupon> {
  const rows = await reader.query<CatalogRow>(SELECT_COUPON, [legalEntityId, code]);
  const coupons = rows.filter((row) => row.c_coupon_id !== null).map(couponIn);
  const enabled = coupons.find(({ isEnabled }) => isEnabled);
  return { catalogVersion: versionOf(rows), coupon: enabled && couponOf(enabled) };
}

const versionOf = (rows: readonly CatalogRow[]): number => Number(rows[0]?.version ?? 0);
