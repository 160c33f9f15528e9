import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { cartBody, type CartBody, type Seller, type Selling } from '@app/carts';
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { answerCart } from '../carts/answer-cart';
import { CurrentSeller, KeyOfDevice } from '../carts/caller';
import { SELLING } from '../wiring/selling';
import { returnDto, type ReturnDto } from './return.dto';

@Controller('api/v1/returns')
export class ReturnsController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Post()
  @HttpCode(201)
  @Operation(OPERATIONS.beginReturn)
  @Answers(201, 'A new cart with what comes back; goods may be added to it, then it is paid out or in and checked out.', cartBody)
  begin(
    @CurrentSeller() seller: Seller,
    @KeyOfDevice() key: RequestKey,
    @Body({ schema: returnDto }) given: ReturnDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.returns.begin(seller, given, key));
  }
}
