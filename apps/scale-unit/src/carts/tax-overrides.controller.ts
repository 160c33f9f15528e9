import { Body, Controller, Inject, Param, Put, Res } from '@nestjs/common';
import { cartBody, type CartBody, type Seller, type Selling } from '@app/carts';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { SELLING } from '../wiring/selling';
import { answerCart } from './answer-cart';
import { CurrentSeller, SeenRevision } from './caller';
import { taxOverrideDto, type TaxOverrideDto } from './cart.dto';

/** Other taxes than those that would count, from the list a register starts with. */
@Controller('api/v1/carts')
export class TaxOverridesController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Put(':cartId/tax-override')
  @Operation(OPERATIONS.overrideTaxes)
  @Answers(200, 'The cart with other taxes, also on lines still to come.', cartBody)
  ofSale(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: taxOverrideDto }) { taxOverrideId }: TaxOverrideDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.carts.overrideTaxes({ seller, cartId, seen }, null, taxOverrideId));
  }

  @Put(':cartId/lines/:lineId/tax-override')
  @Operation(OPERATIONS.overrideLineTaxes)
  @Answers(200, 'The cart with other taxes on the line.', cartBody)
  ofLine(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('lineId', { schema: uuid }) lineId: string,
    @SeenRevision() seen: number,
    @Body({ schema: taxOverrideDto }) { taxOverrideId }: TaxOverrideDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.carts.overrideTaxes({ seller, cartId, seen }, lineId, taxOverrideId));
  }
}
