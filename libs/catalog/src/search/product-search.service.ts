import type { Assortment, CatalogReader } from '@app/channel-db';
import type { Clock } from '@app/kernel';
import { z } from 'zod';
import { listedProductView, listedViews } from '../products/listed-product';
import { channelRulesOf } from '../products/channel-rules-of';
import type { ProductFinder, SearchPlace } from './find-products';

export const productSearchView = z
  .object({
    catalogVersion: z.int(),
    /** The version of the catalog the words are of. */
    indexVersion: z.int(),
    /** Words of what was sent down last may be missing yet. */
    isIndexBehind: z.boolean(),
    /** Best first. */
    products: z.array(listedProductView),
    next: z.string().nullable(),
    /** Products that match. */
    matchCount: z.int(),
    /** How many of them were ranked; pages and the counts below go no further. */
    rankedCount: z.int(),
    categories: z.array(z.object({ categoryId: z.string(), name: z.string().nullable(), count: z.int() })),
    weighedCount: z.int(),
    /** Words that nobody has, and what they were read as. */
    corrections: z.array(z.object({ typed: z.string(), words: z.array(z.string()) })),
    /** Words that no product has together with the others. */
    leftOut: z.array(z.string()),
  })
  .meta({ id: 'ProductSearch' });
export type ProductSearchView = z.output<typeof productSearchView>;

/** What a register asks for. */
export interface SearchQuestion {
  readonly search: string;
  readonly limit: number;
  readonly cursor?: SearchPlace | undefined;
  readonly categoryId?: string | undefined;
  readonly isWeighed?: true | undefined;
}

/** Search as registers see it: found beside the event loop, priced like any other product. */
export class ProductSearchService {
  constructor(
    private readonly catalog: CatalogReader,
    private readonly find: ProductFinder,
    private readonly businessClock: Clock,
  ) {}

  async search(of: Assortment, { search, limit, cursor, categoryId, isWeighed }: SearchQuestion): Promise<ProductSearchView> {
    const rules = await channelRulesOf(this.catalog, of);
    const { legalEntityId } = of;
    const found = await this.find({ legalEntityId, text: search, limit, after: cursor, categoryId, isWeighed });
    const page = await this.catalog.listed(of, found.productIds);
    const { indexVersion, matchCount, rankedCount, weighedCount, corrections, leftOut } = found;
    return {
      catalogVersion: page.catalogVersion,
      indexVersion,
      isIndexBehind: indexVersion < page.catalogVersion,
      products: listedViews(page, rules, this.businessClock.now()),
      next: found.next && cursorText(found.next),
      matchCount, rankedCount, weighedCount,
      categories: [...found.categories],
      corrections: corrections.map(({ typed, words }) => ({ typed, words: [...words] })),
      leftOut: [...leftOut],
    }; // prettier-ignore
  }
}

const CURSOR = /^(\d{1,10})\.(.{1,40})$/su;

const cursorText = ({ score, productId }: SearchPlace): string => `${score}.${productId}`;

/** `next` of a page, read back; undefined when it is nothing this box gave. */
export function searchPlaceOf(text: string): SearchPlace | undefined {
  const [, score, productId] = CURSOR.exec(text) ?? [];
  return score !== undefined && productId !== undefined ? { score: Number(score), productId } : undefined;
}
