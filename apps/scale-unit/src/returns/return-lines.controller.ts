import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { cartBody, type CartBody, type Seller, type Selling } from '@app/carts';
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { answerCart } from '../carts/answer-cart';
import { CallerPermissions, CurrentSeller, KeyOfDevice, requirePermission, SeenRevision } from '../carts/caller';
import { SELLING } from '../wiring/selling';
import {
  blindReturnDto, refundOverrideDto, returnLinesDto, type BlindReturnDto, type RefundOverrideDto, type ReturnLinesDto,
} from './return.dto'; // prettier-ignore

/** Goods that come back into an open basket: with goods sold beside them it is an exchange. */
@Controller('api/v1/carts/:cartId')
export class ReturnLinesController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Post('return-lines')
  @HttpCode(200)
  @Operation(OPERATIONS.addReturnLines)
  @Answers(200, 'The cart with what comes back of the sale.', cartBody)
  byReceipt(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: returnLinesDto }) given: ReturnLinesDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.returns.addLines({ seller, cartId, seen }, key, given));
  }

  @Post('blind-return-lines')
  @HttpCode(200)
  @Operation(OPERATIONS.addBlindReturn)
  @Answers(200, 'The cart with what comes back, for the lowest price of the last days.', cartBody)
  withoutReceipt(
    @CurrentSeller() seller: Seller,
    @CallerPermissions() permissions: ReadonlySet<string>,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: blindReturnDto }) given: BlindReturnDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    if (given.lines.some((line) => line.unitPrice !== undefined)) requirePermission(permissions, 'key-price', '/lines');
    return answerCart(reply, this.selling.returns.addBlind({ seller, cartId, seen }, key, given));
  }

  @Post('refund-override')
  @HttpCode(200)
  @Operation(OPERATIONS.overrideRefund)
  @Answers(200, 'The cart, whose money may go back in this tender too.', cartBody)
  overrideRefund(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: refundOverrideDto }) { tenderTypeId }: RefundOverrideDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.returns.overrideRefund({ seller, cartId, seen }, key, tenderTypeId));
  }
}
