import type { Clock } from '@app/kernel';
import { realTimeOperations, type AccountKind, type RealTimeInput, type RealTimeOperation, type RealTimeOutput } from '@app/protocol';
import type { CallLog } from './call-log';
import type { RealTimeGateway, RealTimeResult } from './gateway';

/** Operations that hold or give out money, so that they are on disk before they are asked. */
const STORED = ['gift-card.issue', 'gift-card.reserve', 'account.issue', 'account.reserve', 'account.credit'] as const;
type StoredOperation = (typeof STORED)[number];

/** A call about an account. */
export type AccountMovement = Omit<RealTimeInput<'account.reserve'>, 'kind'> & { readonly kind: AccountKind };

/**
 * Gift cards, credit memos, vouchers, customer accounts and loyalty cards, which headquarters alone keeps. The operation id is the
 * tender attempt's (or the issuing line's) own: asking again under it, after a lost answer or a restart, gives the first answer, so
 * that nothing is redeemed twice.
 */
export class Accounts {
  constructor(
    private readonly gateway: RealTimeGateway,
    private readonly log: CallLog,
    private readonly clock: Clock,
  ) {}

  balance(kind: AccountKind, accountNumber: string): Promise<RealTimeResult<'account.balance' | 'gift-card.balance'>> {
    if (kind === 'gift-card') return this.gateway.call('gift-card.balance', { cardNumber: accountNumber });
    return this.gateway.call('account.balance', { kind, accountNumber });
  }

  /** A gift card or credit memo; it becomes active when the sale that names it arrives at headquarters. */
  issue({ kind, ...movement }: AccountMovement): Promise<RealTimeResult<'account.issue' | 'gift-card.issue'>> {
    if (kind === 'gift-card') return this.once('gift-card.issue', giftCardOf(movement));
    return this.once('account.issue', { kind, ...movement });
  }

  /** Holds the money until the sale arrives, or `release` is called. */
  reserve({ kind, ...movement }: AccountMovement): Promise<RealTimeResult<'account.reserve' | 'gift-card.reserve'>> {
    if (kind === 'gift-card') return this.once('gift-card.reserve', giftCardOf(movement));
    return this.once('account.reserve', { kind, ...movement });
  }

  /** Money that goes back when the sale arrives. */
  credit({
    kind,
    ...movement
  }: AccountMovement & { readonly kind: Exclude<AccountKind, 'gift-card'> }): Promise<RealTimeResult<'account.credit'>> {
    return this.once('account.credit', { kind, ...movement });
  }

  /** Undoes any of these, also one whose answer was lost: if it comes late, it does nothing. Safe to repeat. */
  async release(operationId: string): Promise<RealTimeResult<'gift-card.release'>> {
    const result = await this.gateway.call('gift-card.release', { operationId });
    if (result.kind === 'answered' && result.output.outcome === 'released') await this.log.released(operationId);
    return result;
  }

  /** Asks once more what a call that is on disk was answered. */
  async again(operation: string, input: unknown): Promise<void> {
    const stored = STORED.find((one) => one === operation);
    if (stored) await this.once(stored, realTimeOperations[stored].input.parse(input));
  }

  private async once<Name extends StoredOperation>(operation: Name, input: RealTimeInput<Name>): Promise<RealTimeResult<Name>> {
    const { operationId, transactionId } = input;
    const known = await this.log.begin({ operationId, operation, cartId: transactionId, startedAt: this.clock.now(), input });
    if (known !== undefined) return { kind: 'answered', output: outputOf(operation, known) };
    const result = await this.gateway.call(operation, input);
    await this.log.end(operationId, result);
    return result;
  }
}

const giftCardOf = ({ accountNumber, ...rest }: Omit<AccountMovement, 'kind'>): RealTimeInput<'gift-card.reserve'> => ({
  ...rest,
  cardNumber: accountNumber,
});

function outputOf<Name extends RealTimeOperation>(operation: Name, stored: unknown): RealTimeOutput<Name> {
  return realTimeOperations[operation].output.parse(stored) as RealTimeOutput<Name>;
}
