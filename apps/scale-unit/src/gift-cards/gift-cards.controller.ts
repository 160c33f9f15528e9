import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { DomainError } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { currencyCode, moneyText } from '@app/protocol';
import { GIFT_CARDS, type GiftCards } from '@app/store-operations';
import { z } from 'zod';

const balanceQuestion = z.strictObject({ cardNumber: z.string().min(4).max(40) }).meta({ id: 'GiftCardQuestion' });

const balanceBody = z
  .object({
    cardNumber: z.string(),
    currency: currencyCode,
    balance: moneyText,
    /** Held for sales in progress; it is still in the balance. */
    reserved: moneyText,
    state: z.string(),
  })
  .meta({ id: 'GiftCardBalance' });

/** Gift cards, whose money only headquarters knows. */
@Controller('api/v1/gift-cards')
export class GiftCardsController {
  constructor(@Inject(GIFT_CARDS) private readonly cards: GiftCards) {}

  @Post('balance')
  @HttpCode(200)
  @Operation(OPERATIONS.showGiftCardBalance)
  @Answers(200, 'What is on the card.', balanceBody)
  async balance(
    @Body({ schema: balanceQuestion }) { cardNumber }: z.output<typeof balanceQuestion>,
  ): Promise<z.output<typeof balanceBody>> {
    const answer = await this.cards.balance(cardNumber);
    switch (answer.kind) {
      case 'known': {
        const { currency, balance, reserved, state } = answer;
        return { cardNumber, currency, balance, reserved, state };
      }
      case 'refused': throw new DomainError('gift-card.refused', 'headquarters refused', { reason: answer.reason, field: '/cardNumber' });
      case 'unavailable': throw unavailable(answer.retryAfterMs);
    } // prettier-ignore
  }
}

function unavailable(retryAfterMs: number): DomainError {
  return new DomainError('real-time.unavailable', 'headquarters cannot be asked now', { retryable: true, retryAfterMs });
}
