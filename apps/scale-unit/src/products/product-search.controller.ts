import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ProductSearchService, productSearchView, searchPlaceOf, type ProductSearchView } from '@app/catalog';
import { OPERATIONS } from '@app/commerce';
import type { EmployeeCaller } from '@app/devices';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { businessKey } from '@app/protocol';
import { z } from 'zod';

const searchQuery = z.strictObject({
  /** Words of a name, whole or begun; an article number; digits a barcode begins or ends with. */
  search: z.string().trim().min(1).max(200),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** `next` of the page before. */
  cursor: z.string().max(60).refine((text) => searchPlaceOf(text) !== undefined).optional(),
  /** Only products of this category. */
  categoryId: businessKey.optional(),
  /** Only products sold by weight. */
  isWeighed: z.literal('true').optional(),
}); // prettier-ignore

/** What a cashier looks for when there is nothing to scan. */
@Controller('api/v1')
export class ProductSearchController {
  constructor(@Inject(ProductSearchService) private readonly products: ProductSearchService) {}

  @Get('product-search')
  @Operation(OPERATIONS.searchProducts)
  @Answers(200, 'Products, best first, with what was read otherwise or left out; the cursor of the next page, or null.', productSearchView)
  search(
    @CurrentCaller() caller: EmployeeCaller,
    @Query({ schema: searchQuery }) { search, limit, cursor, categoryId, isWeighed }: z.output<typeof searchQuery>,
  ): Promise<ProductSearchView> {
    const after = cursor === undefined ? undefined : searchPlaceOf(cursor);
    return this.products.search(caller, { search, limit, categoryId, cursor: after, isWeighed: isWeighed && true });
  }
}
