import { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { productPageView, ProductsService, productView, type ProductPageView, type ProductView } from '@app/catalog';
import { OPERATIONS } from '@app/commerce';
import type { DeviceCaller, EmployeeCaller } from '@app/devices';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { businessKey } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

const barcodeText = z.string().min(1).max(100);
const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  /** `next` of the page before. */
  cursor: businessKey.optional(),
});

/** The assortment of the caller's channel. */
@Controller('api/v1')
export class ProductsController {
  constructor(@Inject(ProductsService) private readonly products: ProductsService) {}

  @Get('products')
  @Operation(OPERATIONS.listProducts)
  @Answers(200, 'Products by id; the cursor of the next page, or null.', productPageView)
  list(
    @CurrentCaller() caller: EmployeeCaller,
    @Query({ schema: pageQuery }) { limit, cursor }: z.output<typeof pageQuery>,
  ): Promise<ProductPageView> {
    return this.products.page(caller, limit, cursor ?? null);
  }

  @Get('products/by-barcode/:barcode')
  @Operation(OPERATIONS.showProduct)
  @Answers(200, 'The product that carries the barcode.', productView)
  byBarcode(@CurrentCaller() caller: EmployeeCaller, @Param('barcode', { schema: barcodeText }) barcode: string): Promise<ProductView> {
    return this.products.byBarcode(caller, barcode);
  }

  @Get('products/:productId')
  @Operation(OPERATIONS.showProduct)
  @Answers(200, 'The product.', productView)
  byId(@CurrentCaller() caller: EmployeeCaller, @Param('productId', { schema: businessKey }) productId: string): Promise<ProductView> {
    return this.products.byId(caller, productId);
  }

  @Get('product-feed')
  @Operation(OPERATIONS.feedProducts)
  @Answers(200, 'Catalog version, then every product, then version and count: a line of JSON each.', z.string(), 'application/x-ndjson')
  async feed(
    @CurrentCaller() caller: DeviceCaller,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const tag = await this.products.feedTag(caller);
    void reply.header('etag', tag);
    if (known === tag) return void reply.code(304);
    return new StreamableFile(Readable.from(this.products.feed(caller)), { type: 'application/x-ndjson' });
  }
}
