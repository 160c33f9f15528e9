import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { accountNumber, currencyCode, moneyText, realTimeOperations, type AccountKind } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { Accounts, familyOf } from './accounts';
import { GiftCardCalls } from './gift-card-calls';
import { accountKind, newAccount } from './new-account';

const giftCard = z.strictObject({ cardNumber: accountNumber, amount: moneyText, currency: currencyCode });
const knownGiftCard = realTimeOperations['gift-card.balance'].output.options[0];
const knownAccount = realTimeOperations['account.balance'].output.options[0];

@Controller('api/v1')
export class AccountsController {
  private readonly giftCards: GiftCardCalls;

  constructor(private readonly accounts: Accounts) {
    this.giftCards = new GiftCardCalls(accounts);
  }

  @Post('gift-cards')
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.openGiftCard)
  @Answers(204, 'The card can be paid with')
  openGiftCard(@Body({ schema: giftCard }) { cardNumber, ...terms }: z.output<typeof giftCard>): Promise<void> {
    return this.accounts.open({ kind: 'gift-card', accountNumber: cardNumber, ...terms });
  }

  @Get('gift-cards/:cardNumber')
  @Operation(ADMIN_OPERATIONS.showGiftCard)
  @Answers(200, 'What is on the card and what is held back', knownGiftCard)
  async showGiftCard(@Param('cardNumber', { schema: accountNumber }) cardNumber: string) {
    const card = await this.giftCards.balance({ cardNumber });
    if (card.outcome === 'refused') throw unknown('gift-card', cardNumber);
    return card;
  }

  @Post('accounts')
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.openAccount)
  @Answers(204, 'The account can be paid with')
  open(@Body({ schema: newAccount }) given: z.output<typeof newAccount>): Promise<void> {
    return this.accounts.open(given);
  }

  @Get('accounts/:kind/:accountNumber')
  @Operation(ADMIN_OPERATIONS.showAccount)
  @Answers(200, 'What is on the account and what is held back', knownAccount)
  async show(
    @Param('kind', { schema: accountKind }) kind: z.output<typeof accountKind>,
    @Param('accountNumber', { schema: accountNumber }) number: string,
  ) {
    const known = await this.accounts.balance({ kind, accountNumber: number });
    if (known.outcome === 'refused') throw unknown(kind, number);
    return known;
  }
}

const unknown = (kind: AccountKind, number: string) => new DomainError(`${familyOf(kind)}.unknown`, `there is no ${kind} ${number}`);
