import { Body, Controller, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { cartBody, foundCustomersBody, type CartBody, type FoundCustomers, type Seller, type Selling } from '@app/carts';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { SELLING } from '../wiring/selling';
import { answerCart } from './answer-cart';
import {
  affiliationsDto, lookUpDto, loyaltyCardDto, namedCustomerDto,
  type AffiliationsDto, type LookUpDto, type LoyaltyCardDto, type NamedCustomerDto,
} from './buyer.dto'; // prettier-ignore
import { CurrentSeller, SeenRevision } from './caller';

/** Who buys. What is looked up stands in the body of a request: addresses are logged. */
@Controller('api/v1')
export class BuyersController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Post('customers/look-up')
  @HttpCode(200)
  @Operation(OPERATIONS.lookUpCustomers)
  @Answers(200, 'Who is meant, at most ten.', foundCustomersBody)
  lookUp(@CurrentSeller() seller: Seller, @Body({ schema: lookUpDto }) named: LookUpDto): Promise<FoundCustomers> {
    return this.selling.buyers.lookUp(seller, named);
  }

  @Put('carts/:cartId/customer')
  @Operation(OPERATIONS.nameCustomer)
  @Answers(200, 'The cart at the prices, offers and taxes of who buys.', cartBody)
  nameCustomer(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: namedCustomerDto }) { customerId }: NamedCustomerDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.buyers.nameCustomer({ seller, cartId, seen }, customerId));
  }

  @Put('carts/:cartId/loyalty-card')
  @Operation(OPERATIONS.addLoyaltyCard)
  @Answers(200, 'The cart with the card, and with its customer where nobody was named.', cartBody)
  addLoyaltyCard(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: loyaltyCardDto }) { cardNumber }: LoyaltyCardDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.buyers.addLoyaltyCard({ seller, cartId, seen }, cardNumber));
  }

  @Put('carts/:cartId/affiliations')
  @Operation(OPERATIONS.setAffiliations)
  @Answers(200, 'The cart at the prices and offers of these groups too.', cartBody)
  setAffiliations(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() seen: number,
    @Body({ schema: affiliationsDto }) { affiliationIds }: AffiliationsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartBody> {
    return answerCart(reply, this.selling.buyers.setAffiliations({ seller, cartId, seen }, affiliationIds));
  }
}
