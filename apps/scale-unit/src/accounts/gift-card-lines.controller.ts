import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { moneyText, uuid } from '@app/protocol';
import { attemptBody, TenderAttempts, type Actor, type AttemptView } from '@app/store-operations';
import { z } from 'zod';
import { KeyOfDevice, SeenRevision } from '../carts/caller';
import { CurrentActor } from '../shifts/current-actor';

const newGiftCard = z
  .strictObject({
    /** Made by the register: the line it becomes. */
    lineId: uuid,
    cardNumber: z.string().min(4).max(40),
    /** What is loaded. */
    amount: moneyText,
  })
  .meta({ id: 'NewGiftCard' });

/** Gift cards for sale: headquarters opens each before it becomes a line, and the sale makes it usable. */
@Controller('api/v1/carts/:cartId/gift-card-lines')
export class GiftCardLinesController {
  constructor(@Inject(TenderAttempts) private readonly attempts: TenderAttempts) {}

  @Post()
  @HttpCode(201)
  @Operation(OPERATIONS.addGiftCardLine)
  @Answers(201, 'What headquarters said; an approved card is a line of the cart now.', attemptBody)
  issue(
    @CurrentActor() actor: Actor,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevision() revision: number,
    @Body({ schema: newGiftCard }) wanted: z.output<typeof newGiftCard>,
  ): Promise<AttemptView> {
    return this.attempts.issue(actor, key, { cartId, revision }, wanted);
  }
}
