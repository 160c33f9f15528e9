import type { RealTimeInput, RealTimeOutput } from '@app/protocol';
import type { Accounts, Movement } from './accounts';

type Call = RealTimeInput<'gift-card.issue'>;

/** The operations of gift cards, which are older than those of accounts and have words of their own. */
export class GiftCardCalls {
  constructor(private readonly accounts: Accounts) {}

  async issue(input: Call): Promise<RealTimeOutput<'gift-card.issue'>> {
    const { cardNumber } = input;
    const answer = await this.accounts.issue(movementOf(input));
    if (answer.outcome === 'refused')
      return { ...answer, reason: answer.reason === 'account-exists' ? 'card-exists' : 'amount-not-allowed' };
    const { balance, currency } = answer;
    return { outcome: 'issued', cardNumber, balance, currency };
  }

  async reserve(input: Call): Promise<RealTimeOutput<'gift-card.reserve'>> {
    const answer = await this.accounts.reserve(movementOf(input));
    return answer.outcome === 'refused' ? { outcome: 'refused', reason: RESERVE_REASONS[answer.reason] } : answer;
  }

  async balance({ cardNumber }: RealTimeInput<'gift-card.balance'>): Promise<RealTimeOutput<'gift-card.balance'>> {
    const answer = await this.accounts.balance({ kind: 'gift-card', accountNumber: cardNumber });
    if (answer.outcome === 'refused') return { outcome: 'refused', reason: 'unknown-card' };
    const { balance, reserved, currency, state } = answer;
    return { outcome: 'known', balance, reserved, currency, state: state === 'used' || state === 'expired' ? 'blocked' : state };
  }
}

const movementOf = ({ cardNumber, ...rest }: Call): Movement => ({ ...rest, kind: 'gift-card', accountNumber: cardNumber });

const RESERVE_REASONS = {
  'unknown-account': 'unknown-card',
  'not-active': 'not-active',
  expired: 'not-active',
  'in-use': 'not-active',
  'other-currency': 'other-currency',
  'amount-not-allowed': 'balance-too-low',
  'balance-too-low': 'balance-too-low',
  'credit-limit': 'balance-too-low',
} as const;
