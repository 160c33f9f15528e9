import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Put, Res } from '@nestjs/common';
import { cartBody, explanationBody, type CartBody, type ExplanationBody, type Seller, type Selling } from '@app/carts';
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { GiveBackService } from '../tender-attempts/give-back.service';
import { SELLING } from '../wiring/selling';
import { answerCart } from './answer-cart';
import { CallerPermissions, CurrentSeller, KeyOfDevice, requirePermission, SeenRevision } from './caller';
import {
  answerDto, cashTenderDto, intendedTenderDto, lineChangeDto, newCartDto, newLineDto, nothingDto, voidCartDto,
  type AnswerDto, type CashTenderDto, type IntendedTenderDto, type LineChangeDto, type NewCartDto, type NewLineDto, type VoidCartDto,
} from './cart.dto'; // prettier-ignore

/** Baskets in progress. Every change names the revision it was decided on. */
@Controller('api/v1/carts')
export class CartsController {
  constructor(
    @Inject(SELLING) private readonly selling: Selling,
    @Inject(GiveBackService) private readonly giveBack: GiveBackService,
  ) {}

  @Post()
  @Operation(OPERATIONS.createCart)
  @Answers(201, 'The new cart, or the one of this transaction id.', cartBody)
  create(
    @CurrentSeller() seller: Seller,
    @CallerPermissions() permissions: ReadonlySet<string>,
    @Body({ schema: newCartDto }) given: NewCartDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    if (given.mode === 'training') requirePermission(permissions, 'train', '/mode');
    return answerCart(reply, this.selling.carts.create(seller, given));
  }

  @Get(':cartId')
  @Operation(OPERATIONS.showCart)
  @Answers(200, 'The cart.', cartBody)
  show(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.carts.show(seller, cartId));
  }

  @Get(':cartId/explanation')
  @Operation(OPERATIONS.explainCart)
  @Answers(200, 'How the cart comes to its amounts.', explanationBody)
  explain(@CurrentSeller() seller: Seller, @Param('cartId', { schema: uuid }) cartId: string): Promise<ExplanationBody> {
    return this.selling.explanations.ofCart(seller, cartId);
  }

  @Post(':cartId/lines')
  @HttpCode(200)
  @Operation(OPERATIONS.addLine)
  @Answers(200, 'The cart with the line.', cartBody)
  addLine(
    @CurrentSeller() seller: Seller,
    @CallerPermissions() permissions: ReadonlySet<string>,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: newLineDto }) line: NewLineDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    if (line.unitPrice !== undefined) requirePermission(permissions, 'key-price', '/unitPrice');
    return answerCart(reply, this.selling.carts.addLine({ seller, cartId, seen }, line));
  }

  @Patch(':cartId/lines/:lineId')
  @Operation(OPERATIONS.changeLine)
  @Answers(200, 'The cart with the changed line.', cartBody)
  changeLine(
    @CurrentSeller() seller: Seller,
    @CallerPermissions() permissions: ReadonlySet<string>,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('lineId', { schema: uuid }) lineId: string,
    @SeenRevision() seen: number,
    @Body({ schema: lineChangeDto }) change: LineChangeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    if (change.unitPrice !== undefined) requirePermission(permissions, 'key-price', '/unitPrice');
    return answerCart(reply, this.selling.carts.changeLine({ seller, cartId, seen }, lineId, change));
  }

  @Post(':cartId/lines/:lineId/void')
  @HttpCode(200)
  @Operation(OPERATIONS.voidLine)
  @Answers(200, 'The cart; the voided line stays in it and counts nowhere.', cartBody)
  async voidLine(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('lineId', { schema: uuid }) lineId: string,
    @SeenRevision() seen: number,
    @Body({ schema: nothingDto }) _nothing: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    const request = { seller, cartId, seen };
    const cart = await answerCart(reply, this.selling.carts.voidLine(request, lineId));
    this.giveBack.cards(request, cart, lineId);
    return cart;
  }

  @Post(':cartId/answers')
  @HttpCode(200)
  @Operation(OPERATIONS.answer)
  @Answers(200, 'The cart without the requirement.', cartBody)
  answer(
    @CurrentSeller() seller: Seller,
    @CallerPermissions() permissions: ReadonlySet<string>,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: answerDto }) given: AnswerDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    if (given.kind === 'price') requirePermission(permissions, 'key-price', '/unitPrice');
    return answerCart(reply, this.selling.carts.answer({ seller, cartId, seen }, given));
  }

  @Put(':cartId/intended-tender')
  @Operation(OPERATIONS.intendTender)
  @Answers(200, 'The cart with what paying so would give. Other payments are refused as long as an offer depends on it.', cartBody)
  intendTender(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: intendedTenderDto }) { tenderTypeId }: IntendedTenderDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.carts.intendTender({ seller, cartId, seen }, tenderTypeId));
  }

  @Post(':cartId/tenders')
  @HttpCode(200)
  @Operation(OPERATIONS.addTender)
  @Answers(200, 'The cart with the payment, its change and rounding.', cartBody)
  addTender(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: cashTenderDto }) cash: CashTenderDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.carts.addCash({ seller, cartId, seen }, key, cash));
  }

  @Post(':cartId/tenders/:tenderId/void')
  @HttpCode(200)
  @Operation(OPERATIONS.voidTender)
  @Answers(200, 'The cart without the payment.', cartBody)
  async voidTender(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('tenderId', { schema: uuid }) tenderId: string,
    @SeenRevision() seen: number,
    @Body({ schema: nothingDto }) _nothing: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    const { request, capsules } = await this.giveBack.first({ seller, cartId, seen }, key, tenderId);
    return answerCart(reply, this.selling.carts.voidTender(request, key, tenderId), capsules);
  }

  @Post(':cartId/void')
  @HttpCode(200)
  @Operation(OPERATIONS.voidCart)
  @Answers(200, 'The voided cart.', cartBody)
  async voidCart(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: voidCartDto }) { reason }: VoidCartDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    const { request, capsules } = await this.giveBack.first({ seller, cartId, seen }, key, null);
    const cart = await answerCart(reply, this.selling.carts.void(request, key, reason), capsules);
    this.giveBack.cards(request, cart, null);
    return cart;
  }
}
