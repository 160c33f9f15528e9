import { currencyOf, formatAmount, type Amount } from '@app/kernel';
import type { Accounts as RealTimeAccounts, RealTimeResult } from '@app/real-time';
import { declined, HEADQUARTERS_UNREACHABLE, unclear, type AccountMovement, type Accounts, type MoneyAnswer } from '@app/store-operations';

/** Payments from accounts over the real-time proxy. What headquarters was certainly not asked is declined, not unclear. */
export function accountPort(accounts: RealTimeAccounts): Accounts {
  return {
    async reserve(movement) {
      return moneyAnswer(await accounts.reserve(wireOf(movement)), movement.amount);
    },

    async issue(movement) {
      return moneyAnswer(await accounts.issue(wireOf(movement)), movement.amount);
    },

    async credit(movement) {
      const { kind } = movement;
      if (kind === 'gift-card') return declined('not-possible');
      return moneyAnswer(await accounts.credit({ ...wireOf(movement), kind }), movement.amount);
    },

    async release(operationId) {
      const result = await accounts.release(operationId);
      if (result.kind === 'unavailable') return 'later';
      return result.output.outcome === 'released' ? 'released' : 'captured';
    },

    async balance(kind, accountNumber) {
      const result = await accounts.balance(kind, accountNumber);
      if (result.kind === 'unavailable') return { kind: 'unavailable', reason: result.reason, retryAfterMs: result.retryAfterMs };
      const { output } = result;
      if (output.outcome === 'refused') return { kind: 'refused', reason: output.reason };
      const { outcome: _outcome, ...known } = output;
      return { kind: 'known', creditLimit: null, points: null, ...known };
    },
  };
}

function wireOf({ amount, currency, ...rest }: AccountMovement) {
  return { ...rest, currency, amount: formatAmount(amount, currencyOf(currency).minorDigits) };
}

type Moved = RealTimeResult<'gift-card.reserve' | 'gift-card.issue' | 'account.reserve' | 'account.issue' | 'account.credit'>;

/** Headquarters moves the whole amount, or nothing. */
function moneyAnswer(result: Moved, amount: Amount): MoneyAnswer {
  if (result.kind === 'unavailable') return result.mayHaveArrived ? unclear(result.reason) : declined(HEADQUARTERS_UNREACHABLE);
  const { output } = result;
  if (output.outcome === 'refused') return declined(output.reason);
  return { kind: 'approved', amount, authorization: null, cardLastDigits: null };
}
