import { Body, Controller, Delete, HttpCode, Inject, Param, Put, Res } from '@nestjs/common';
import { cartBody, type CartBody, type Seller, type Selling } from '@app/carts';
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { answerCart } from '../carts/answer-cart';
import { CallerPermissions, CurrentSeller, KeyOfDevice, requirePermission, SeenRevision } from '../carts/caller';
import { SELLING } from '../wiring/selling';
import { placeOrderDto, type PlaceOrderDto } from './order.dto';

/** Goods of a cart that are handed over later. */
@Controller('api/v1/carts/:cartId/order')
export class PlaceOrderController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Put()
  @HttpCode(200)
  @Operation(OPERATIONS.placeOrder)
  @Answers(200, 'The cart: its totals are of what is due now.', cartBody)
  place(
    @CurrentSeller() seller: Seller,
    @CallerPermissions() permissions: ReadonlySet<string>,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: placeOrderDto }) given: PlaceOrderDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    if (given.depositRate !== undefined) requirePermission(permissions, 'override-deposit', '/depositRate');
    return answerCart(reply, this.selling.orders.place({ seller, cartId, seen }, key, given));
  }

  @Delete()
  @HttpCode(200)
  @Operation(OPERATIONS.withdrawOrder)
  @Answers(200, 'The cart: all of it is carried out.', cartBody)
  withdraw(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.orders.withdraw({ seller, cartId, seen }, key));
  }
}
