import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { currencyCode, moneyText, realTimeOperations } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { GiftCards } from './gift-cards';

const cardNumber = z.string().min(4).max(40);
const order = z.strictObject({ cardNumber, amount: moneyText, currency: currencyCode });
const known = realTimeOperations['gift-card.balance'].output.options[0];

@Controller('api/v1/gift-cards')
export class GiftCardsController {
  constructor(private readonly giftCards: GiftCards) {}

  @Post()
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.openGiftCard)
  @Answers(204, 'The card can be paid with')
  open(@Body({ schema: order }) body: z.output<typeof order>): Promise<void> {
    return this.giftCards.open(body);
  }

  @Get(':cardNumber')
  @Operation(ADMIN_OPERATIONS.showGiftCard)
  @Answers(200, 'What is on the card and what is held back', known)
  async show(@Param('cardNumber', { schema: cardNumber }) number: string) {
    const card = await this.giftCards.balance({ cardNumber: number });
    if (card.outcome === 'refused') throw new DomainError('gift-card.unknown', `there is no gift card ${number}`);
    return card;
  }
}
