import type { Clock } from '@app/kernel';
import { realTimeOperations, type RealTimeInput, type RealTimeOperation, type RealTimeOutput } from '@app/protocol';
import type { CallLog } from './call-log';
import type { RealTimeGateway, RealTimeResult } from './gateway';

type StoredOperation = 'gift-card.issue' | 'gift-card.reserve';

/**
 * Gift cards, which headquarters alone keeps. The operation id is the tender attempt's (or the issuing line's) own: asking again
 * under it, after a lost answer or a restart, gives the first answer, so that nothing is redeemed twice.
 */
export class GiftCards {
  constructor(
    private readonly gateway: RealTimeGateway,
    private readonly log: CallLog,
    private readonly clock: Clock,
  ) {}

  balance(cardNumber: string): Promise<RealTimeResult<'gift-card.balance'>> {
    return this.gateway.call('gift-card.balance', { cardNumber });
  }

  /** The card becomes active when the sale that names it arrives at headquarters. */
  issue(input: RealTimeInput<'gift-card.issue'>): Promise<RealTimeResult<'gift-card.issue'>> {
    return this.once('gift-card.issue', input);
  }

  /** Holds the money until the sale arrives, or `release` is called. */
  reserve(input: RealTimeInput<'gift-card.reserve'>): Promise<RealTimeResult<'gift-card.reserve'>> {
    return this.once('gift-card.reserve', input);
  }

  /** Undoes a reservation or an issue, also one whose answer was lost: if it comes late, it does nothing. Safe to repeat. */
  async release(operationId: string): Promise<RealTimeResult<'gift-card.release'>> {
    const result = await this.gateway.call('gift-card.release', { operationId });
    if (result.kind === 'answered' && result.output.outcome === 'released') await this.log.released(operationId);
    return result;
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

function outputOf<Name extends RealTimeOperation>(operation: Name, stored: unknown): RealTimeOutput<Name> {
  return realTimeOperations[operation].output.parse(stored) as RealTimeOutput<Name>;
}
