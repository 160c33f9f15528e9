import { Body, Controller, Inject, Param, Put, Res } from '@nestjs/common';
import { cartBody, type CartBody, type Seller, type Selling } from '@app/carts';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { SELLING } from '../wiring/selling';
import { answerCart } from './answer-cart';
import { CurrentSeller, SeenRevision } from './caller';
import { discountDto, priceDto, withholdingDto, type DiscountDto, type PriceDto, type WithholdingDto } from './cart.dto';

/** What people take off, prices they set and offers they withhold, as far as their permission group or that of a second person goes. */
@Controller('api/v1/carts')
export class ReductionsController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Put(':cartId/discount')
  @Operation(OPERATIONS.discountSale)
  @Answers(200, 'The cart with the discount on all goods that may be discounted, also those still to come.', cartBody)
  ofSale(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: discountDto }) discount: DiscountDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.reductions.discountSale({ seller, cartId, seen }, discount));
  }

  @Put(':cartId/offers')
  @Operation(OPERATIONS.withholdOffers)
  @Answers(200, 'The cart without offers, or with those that count again.', cartBody)
  offers(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: withholdingDto }) withholding: WithholdingDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.reductions.withholdOffers({ seller, cartId, seen }, withholding));
  }

  @Put(':cartId/lines/:lineId/discount')
  @Operation(OPERATIONS.discountLine)
  @Answers(200, 'The cart with the discount on the line.', cartBody)
  ofLine(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('lineId', { schema: uuid }) lineId: string,
    @SeenRevision() seen: number,
    @Body({ schema: discountDto }) discount: DiscountDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.reductions.discountLine({ seller, cartId, seen }, lineId, discount));
  }

  @Put(':cartId/lines/:lineId/price')
  @Operation(OPERATIONS.overridePrice)
  @Answers(200, 'The cart with the line at the price that was set.', cartBody)
  price(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('lineId', { schema: uuid }) lineId: string,
    @SeenRevision() seen: number,
    @Body({ schema: priceDto }) price: PriceDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.reductions.overridePrice({ seller, cartId, seen }, lineId, price));
  }
}
