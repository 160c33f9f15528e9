import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { saleAnswerBody, type SaleAnswer, type Seller, type Selling } from '@app/carts';
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { Answers, EventHub, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import { CallerPermissions, CurrentSeller, KeyOfDevice, requirePermission, SeenRevision } from '../carts/caller';
import { SELLING } from '../wiring/selling';
import { basketDto, checkoutDto, type BasketDto, type CheckoutDto } from './sale.dto';

/** Where baskets become sales: receipt and signed record come with the answer. */
@Controller('api/v1')
export class SalesController {
  constructor(
    @Inject(SELLING) private readonly selling: Selling,
    @Inject(EventHub) private readonly events: EventHub,
  ) {}

  @Post('carts/:cartId/checkout')
  @HttpCode(201)
  @Operation(OPERATIONS.checkout)
  @Answers(201, 'The sale, on disk.', saleAnswerBody)
  async checkout(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: checkoutDto }) finish: CheckoutDto,
  ): Promise<SaleAnswer> {
    return this.tell(seller, await this.selling.sales.checkout({ seller, cartId, seen }, key, finish));
  }

  @Post('sales')
  @HttpCode(201)
  @Operation(OPERATIONS.sell)
  @Answers(201, 'The sale, on disk.', saleAnswerBody)
  async sell(
    @CurrentSeller() seller: Seller,
    @CallerPermissions() permissions: ReadonlySet<string>,
    @KeyOfDevice() key: RequestKey,
    @Body({ schema: basketDto }) basket: BasketDto,
  ): Promise<SaleAnswer> {
    if (basket.mode === 'training') requirePermission(permissions, 'train', '/mode');
    if (keysPrice(basket)) requirePermission(permissions, 'key-price', '/lines');
    if (basket.prices?.length) requirePermission(permissions, 'override-price', '/prices');
    if (basket.discounts?.length) requirePermission(permissions, 'give-discount', '/discounts');
    if (basket.buyer?.affiliationIds?.length) requirePermission(permissions, 'set-affiliations', '/buyer/affiliationIds');
    return this.tell(seller, await this.selling.sales.sell(seller, basket, key));
  }

  private tell({ channelId }: Seller, sale: SaleAnswer): SaleAnswer {
    this.events.publish({ resource: `transactions/${sale.transactionId}`, version: sale.receiptNumber, channelId });
    return sale;
  }
}

function keysPrice({ lines, answers }: BasketDto): boolean {
  return lines.some((line) => line.unitPrice !== undefined) || answers.some((answer) => answer.kind === 'price');
}
