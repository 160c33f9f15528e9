import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { cartBody, type CartBody, type Seller, type Selling } from '@app/carts';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { businessKey, uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { SELLING } from '../wiring/selling';
import { answerCart } from './answer-cart';
import { CurrentSeller, SeenRevision } from './caller';
import { couponDto, nothingDto, type CouponDto } from './cart.dto';

/** Coupons in a cart, by the code that is printed on them. */
@Controller('api/v1/carts')
export class CouponsController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Post(':cartId/coupons')
  @HttpCode(200)
  @Operation(OPERATIONS.addCoupon)
  @Answers(200, 'The cart with the coupon and what its offer takes off. Whether a use is left is decided at checkout.', cartBody)
  add(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: couponDto }) { code }: CouponDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.coupons.add({ seller, cartId, seen }, code));
  }

  @Post(':cartId/coupons/:couponId/remove')
  @HttpCode(200)
  @Operation(OPERATIONS.removeCoupon)
  @Answers(200, 'The cart without the coupon and its offer.', cartBody)
  remove(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('couponId', { schema: businessKey }) couponId: string,
    @SeenRevision() seen: number,
    @Body({ schema: nothingDto }) _nothing: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.coupons.remove({ seller, cartId, seen }, couponId));
  }
}
