import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { cartBody, orderBody, type CartBody, type OrderView, type Seller, type Selling } from '@app/carts';
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { answerCart } from '../carts/answer-cart';
import { CurrentSeller, KeyOfDevice } from '../carts/caller';
import { SELLING } from '../wiring/selling';
import {
  cancelOrderDto, cursorText, handOverDto, ordersPage, ordersQuery, receiptQuestion,
  type CancelOrderDto, type HandOverDto, type OrdersPage, type OrdersQuery,
} from './order.dto'; // prettier-ignore

/** Customer orders of the store, at any of its registers. */
@Controller('api/v1/customer-orders')
export class OrdersController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Get()
  @Operation(OPERATIONS.listOrders)
  @Answers(200, 'Orders of which something waits, the oldest first.', ordersPage)
  async list(@CurrentSeller() seller: Seller, @Query({ schema: ordersQuery }) { limit, cursor }: OrdersQuery): Promise<OrdersPage> {
    const items = await this.selling.orders.list(seller, limit, cursor ?? null);
    const last = items.length === limit ? items.at(-1) : undefined;
    return { items, next: last ? cursorText(last) : null };
  }

  @Post('find')
  @HttpCode(200)
  @Operation(OPERATIONS.findOrder)
  @Answers(200, 'The order whose deposit has this receipt.', orderBody)
  find(
    @CurrentSeller() seller: Seller,
    @Body({ schema: receiptQuestion }) { receiptNumber }: z.output<typeof receiptQuestion>,
  ): Promise<OrderView> {
    return this.selling.orders.find(seller, receiptNumber);
  }

  @Get(':orderId')
  @Operation(OPERATIONS.showOrder)
  @Answers(200, 'The order, and what of it waits.', orderBody)
  show(@CurrentSeller() seller: Seller, @Param('orderId', { schema: uuid }) orderId: string): Promise<OrderView> {
    return this.selling.orders.show(seller, orderId);
  }

  @Post(':orderId/hand-overs')
  @HttpCode(201)
  @Operation(OPERATIONS.handOverOrder)
  @Answers(201, 'A cart of what is handed over, to be paid and checked out.', cartBody)
  handOver(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('orderId', { schema: uuid }) orderId: string,
    @Body({ schema: handOverDto }) { lines, ...given }: HandOverDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    const chosen = lines.map(({ quantity = null, ...line }) => ({ ...line, quantity }));
    return answerCart(reply, this.selling.orders.handOver(seller, key, orderId, { ...given, lines: chosen }));
  }

  @Post(':orderId/cancellations')
  @HttpCode(201)
  @Operation(OPERATIONS.cancelOrder)
  @Answers(201, 'A cart that gives the deposit back, less what is charged, to be settled and checked out.', cartBody)
  cancel(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('orderId', { schema: uuid }) orderId: string,
    @Body({ schema: cancelOrderDto }) given: CancelOrderDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.orders.cancel(seller, key, orderId, given));
  }
}
