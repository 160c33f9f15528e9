import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { priceCheckView, ProductsService, type PriceCheckView } from '@app/catalog';
import { OPERATIONS } from '@app/commerce';
import type { DeviceCaller } from '@app/devices';
import { ONE } from '@app/kernel';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { businessKey, quantityText } from '@app/protocol';
import { z } from 'zod';

const question = z.strictObject({
  quantity: quantityText.refine((count) => count > 0, 'not above nothing').optional(),
  unitId: businessKey.optional(),
  customerId: businessKey.optional(),
});
type Question = z.output<typeof question>;

const answer = 'What it costs now and how that came about.';

/** Prices without a cart: for shelf labels, kiosks and price checkers, which have no employee. */
@Controller('api/v1/products')
export class PricesController {
  constructor(@Inject(ProductsService) private readonly products: ProductsService) {}

  @Get('by-barcode/:barcode/price')
  @Operation(OPERATIONS.checkPrice)
  @Answers(200, answer, priceCheckView)
  byBarcode(
    @CurrentCaller() caller: DeviceCaller,
    @Param('barcode', { schema: z.string().min(1).max(100) }) barcode: string,
    @Query({ schema: question }) asked: Question,
  ): Promise<PriceCheckView> {
    return this.products.priceOfBarcode(caller, barcode, { ...asked, unitId: asked.unitId ?? null, customerId: asked.customerId ?? null });
  }

  @Get(':productId/price')
  @Operation(OPERATIONS.checkPrice)
  @Answers(200, answer, priceCheckView)
  byId(
    @CurrentCaller() caller: DeviceCaller,
    @Param('productId', { schema: businessKey }) productId: string,
    @Query({ schema: question }) { quantity, unitId, customerId }: Question,
  ): Promise<PriceCheckView> {
    return this.products.priceOf(caller, productId, { quantity: quantity ?? ONE, unitId: unitId ?? null, customerId: customerId ?? null });
  }
}
