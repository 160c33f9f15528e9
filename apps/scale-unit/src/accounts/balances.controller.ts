import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { DomainError } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { accountNumber, currencyCode, moneyText } from '@app/protocol';
import { ACCOUNTS, type AccountBalance, type Accounts } from '@app/store-operations';
import { z } from 'zod';

const giftCardQuestion = z.strictObject({ cardNumber: accountNumber }).meta({ id: 'GiftCardQuestion' });
const accountQuestion = z
  .strictObject({ kind: z.enum(['credit-memo', 'voucher', 'customer-account', 'loyalty']), accountNumber })
  .meta({ id: 'AccountQuestion' });

const balance = {
  currency: currencyCode,
  balance: moneyText,
  /** Held for sales in progress; it is still in the balance. */
  reserved: moneyText,
  state: z.string(),
};
const giftCardBody = z.object({ cardNumber: z.string(), ...balance }).meta({ id: 'GiftCardBalance' });
const accountBody = z
  .object({
    kind: z.string(),
    accountNumber: z.string(),
    ...balance,
    /** How far a customer account may be overdrawn. */
    creditLimit: moneyText.nullable(),
    /** On a loyalty card; the balance is what they are worth. */
    points: z.int().nullable(),
  })
  .meta({ id: 'AccountBalance' });

/** What customers have at headquarters, which alone knows it. */
@Controller('api/v1')
export class BalancesController {
  constructor(@Inject(ACCOUNTS) private readonly accounts: Accounts) {}

  @Post('gift-cards/balance')
  @HttpCode(200)
  @Operation(OPERATIONS.showGiftCardBalance)
  @Answers(200, 'What is on the card.', giftCardBody)
  async giftCard(
    @Body({ schema: giftCardQuestion }) { cardNumber }: z.output<typeof giftCardQuestion>,
  ): Promise<z.output<typeof giftCardBody>> {
    const { currency, balance, reserved, state } = known(await this.accounts.balance('gift-card', cardNumber), 'gift-card', '/cardNumber');
    return { cardNumber, currency, balance, reserved, state };
  }

  @Post('accounts/balance')
  @HttpCode(200)
  @Operation(OPERATIONS.showAccountBalance)
  @Answers(200, 'What is on the account.', accountBody)
  async account(
    @Body({ schema: accountQuestion }) { kind, accountNumber: number }: z.output<typeof accountQuestion>,
  ): Promise<z.output<typeof accountBody>> {
    const { kind: _known, ...account } = known(await this.accounts.balance(kind, number), 'account', '/accountNumber');
    return { kind, accountNumber: number, ...account };
  }
}

function known(answer: AccountBalance, family: 'gift-card' | 'account', field: string): Extract<AccountBalance, { kind: 'known' }> {
  switch (answer.kind) {
    case 'known': return answer;
    case 'refused': throw new DomainError(`${family}.refused`, 'headquarters refused', { reason: answer.reason, field });
    case 'unavailable':
      throw new DomainError('real-time.unavailable', 'headquarters cannot be asked now', { retryable: true, retryAfterMs: answer.retryAfterMs });
  } // prettier-ignore
}
