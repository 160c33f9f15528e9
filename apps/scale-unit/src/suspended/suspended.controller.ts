import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import {
  cartBody, recalledCartBody, suspendedCartBody,
  type CartBody, type RecalledCart, type Seller, type Selling, type SuspendedCart,
} from '@app/carts'; // prettier-ignore
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { Answers, freeText, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { answerCart } from '../carts/answer-cart';
import { nothingDto } from '../carts/cart.dto';
import { CurrentSeller, KeyOfDevice, SeenRevision } from '../carts/caller';
import { SELLING } from '../wiring/selling';

const recallDto = z
  .strictObject({ slipNumber: z.string().min(1).max(40).optional(), transactionId: uuid.optional() })
  .refine((named) => (named.slipNumber === undefined) !== (named.transactionId === undefined), {
    path: ['slipNumber'],
    error: 'either the number of the slip or the transaction',
  })
  .meta({ id: 'Recall' });

const quotationDto = z.strictObject({ customerName: freeText(200).min(1) }).meta({ id: 'NewQuotation' });

const suspendedList = z.object({ items: z.array(suspendedCartBody) }).meta({ id: 'SuspendedCarts' });

/** Baskets put aside, for any register of the store to go on with. */
@Controller('api/v1')
export class SuspendedController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Post('carts/:cartId/suspend')
  @HttpCode(200)
  @Operation(OPERATIONS.suspendCart)
  @Answers(200, 'The suspended cart with the number for its slip.', cartBody)
  suspend(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: nothingDto }) _nothing: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.suspended.suspend({ seller, cartId, seen }, key));
  }

  @Post('carts/:cartId/quotation')
  @HttpCode(200)
  @Operation(OPERATIONS.quoteCart)
  @Answers(200, 'The quotation with the number for its slip; it is recalled like a suspended cart.', cartBody)
  quote(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: quotationDto }) { customerName }: z.output<typeof quotationDto>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.suspended.quote({ seller, cartId, seen }, key, customerName));
  }

  @Get('suspended-carts')
  @Operation(OPERATIONS.listSuspended)
  @Answers(200, 'Every suspended basket of the store, the oldest first.', suspendedList)
  async list(@CurrentSeller() seller: Seller): Promise<{ items: SuspendedCart[] }> {
    return { items: await this.selling.suspended.list(seller) };
  }

  @Post('suspended-carts/recall')
  @HttpCode(200)
  @Operation(OPERATIONS.recallCart)
  @Answers(200, 'The cart, open at this register, and what its prices of now changed.', recalledCartBody)
  async recall(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Body({ schema: recallDto }) named: z.output<typeof recallDto>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecalledCart> {
    const recalled = await this.selling.suspended.recall(seller, key, named);
    reply.header('etag', `"r${recalled.cart.revision}"`);
    return recalled;
  }
}
