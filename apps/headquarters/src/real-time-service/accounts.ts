import type { Database, Tx } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import type { AccountKind, RealTimeInput, RealTimeOutput } from '@app/protocol';
import { ACCOUNT_RULES, isExpired, moneyText, parseMoney, unitsOf, whyNotCredited, whyNotReserved, worthOf } from './account-rules';
import {
  addAccount,
  addOperation,
  findAccount,
  findOperation,
  removePending,
  reservedOn,
  setOperationState,
  type AccountName,
  type AccountOperation,
} from './account-store';

type Known = RealTimeOutput<'account.balance'>;
type Issued = RealTimeOutput<'account.issue'>;
type Reserved = RealTimeOutput<'account.reserve'>;
type Credited = RealTimeOutput<'account.credit'>;
type Released = RealTimeOutput<'gift-card.release'>;

/** A call about an account. Its id was made by the store before it asked. */
export type Movement = Omit<RealTimeInput<'account.reserve'>, 'kind'> & { readonly kind: AccountKind };

interface Decided<Output> {
  readonly output: Output;
  /** Of the balance; null when it was refused. */
  readonly units: number | null;
  readonly expiresAt: number | null;
}

/** An account that headquarters gives out itself. */
export interface NewAccount extends AccountName {
  readonly amount: string;
  readonly currency: string;
  readonly creditLimit?: string | undefined;
  readonly pointsPerUnit?: number | undefined;
  readonly expiresAt?: number | undefined;
}

/**
 * Gift cards, credit memos, vouchers, customer accounts and loyalty cards. Every change has an operation id made by the store
 * before it asked: a lost answer is asked for again and is the same answer, so that nothing is given out or held twice.
 */
export class Accounts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly options: { readonly reservationMs: number },
  ) {}

  issue(input: Movement): Promise<Issued> {
    return this.once<Issued>('issue', input, async (tx, amount) => {
      const { kind, accountNumber, currency } = input;
      if (!ACCOUNT_RULES[kind].isIssued) return refused('not-possible');
      if (amount <= 0) return refused('amount-not-allowed');
      if (await findAccount(tx, input)) return refused('account-exists');
      const terms = { creditLimit: 0, pointsPerUnit: null, expiresAt: null };
      await addAccount(tx, { kind, accountNumber, currency, balance: amount, state: 'pending', ...terms }, this.clock.now());
      return {
        output: { outcome: 'issued', accountNumber, balance: moneyText(amount, currency), currency },
        units: amount,
        expiresAt: null,
      };
    });
  }

  reserve(input: Movement): Promise<Reserved> {
    return this.once<Reserved>('reserve', input, async (tx, amount) => {
      const now = this.clock.now();
      const { currency } = input;
      const account = await findAccount(tx, input);
      const reserved = await reservedOn(tx, input, now);
      const reason = whyNotReserved(account, { amount, currency, reserved, now });
      if (!account || reason) return refused(reason ?? 'unknown-account');
      const units = unitsOf(account, amount);
      const expiresAt = now + this.options.reservationMs;
      const balanceAfter = moneyText(worthOf(account, account.balance - reserved - units), currency);
      return { output: { outcome: 'reserved', amount: moneyText(amount, currency), balanceAfter, expiresAt }, units, expiresAt };
    });
  }

  credit(input: Movement): Promise<Credited> {
    return this.once<Credited>('credit', input, async (tx, amount) => {
      const { currency } = input;
      const account = await findAccount(tx, input);
      const reason = whyNotCredited(account, { amount, currency });
      if (!account || reason) return refused(reason ?? 'unknown-account');
      return { output: { outcome: 'accepted', amount: moneyText(amount, currency) }, units: unitsOf(account, amount), expiresAt: null };
    });
  }

  /** Undoes any of these. One that never arrived is noted, so that it does nothing when it comes late. */
  release({ operationId }: RealTimeInput<'gift-card.release'>): Promise<Released> {
    return this.database.unitOfWork.run(async (tx): Promise<Released> => {
      const operation = await findOperation(tx, operationId);
      if (operation?.state === 'captured') return { outcome: 'refused', reason: 'already-captured' };
      if (!operation) await addOperation(tx, releasedBefore(operationId, this.clock.now()));
      if (operation?.state === 'open') {
        await setOperationState(tx, operationId, 'released');
        const { kind, accountKind, accountNumber } = operation;
        if (kind === 'issue' && accountKind && accountNumber) await removePending(tx, { kind: accountKind, accountNumber });
      }
      return { outcome: 'released' };
    });
  }

  async balance(name: AccountName): Promise<Known> {
    const { reader } = this.database;
    const account = await findAccount(reader, name);
    if (!account) return { outcome: 'refused', reason: 'unknown-account' };
    const now = this.clock.now();
    const { currency, balance, creditLimit, pointsPerUnit } = account;
    const state = account.state === 'active' && isExpired(account, now) ? 'expired' : account.state;
    const reserved = worthOf(account, await reservedOn(reader, name, now));
    return {
      outcome: 'known',
      balance: moneyText(worthOf(account, balance), currency),
      reserved: moneyText(reserved, currency),
      currency,
      state,
      ...(account.kind === 'customer-account' && { creditLimit: moneyText(creditLimit, currency) }),
      ...(pointsPerUnit !== null && { points: balance }),
    };
  }

  /** Ready to pay with. On a loyalty card the amount is what its points are worth. */
  async open({ kind, accountNumber, currency, ...given }: NewAccount): Promise<void> {
    const { pointsPerUnit = null, expiresAt = null } = given;
    if ((kind === 'loyalty') !== (pointsPerUnit !== null))
      throw wrongTerms(kind, '/pointsPerUnit', 'a loyalty card, and no other, counts points');
    const money = parseMoney(given.amount, currency);
    const creditLimit = parseMoney(given.creditLimit ?? '0', currency);
    const mayBeEmpty = kind === 'customer-account' || kind === 'loyalty';
    if (money < 0 || (money === 0 && !mayBeEmpty)) throw wrongTerms(kind, '/amount', 'an amount above zero is needed');
    if (creditLimit < 0 || (creditLimit > 0 && kind !== 'customer-account'))
      throw wrongTerms(kind, '/creditLimit', 'only a customer account has credit');
    const account = { kind, accountNumber, currency, balance: money, state: 'active', creditLimit, pointsPerUnit, expiresAt } as const;
    await this.database.unitOfWork.run(async (tx) => {
      if (await findAccount(tx, account)) throw new DomainError(`${familyOf(kind)}.exists`, `there is a ${kind} ${accountNumber} already`);
      await addAccount(tx, { ...account, balance: unitsOf(account, money) }, this.clock.now());
    });
  }

  private once<Output extends { readonly outcome: string }>(
    kind: 'issue' | 'reserve' | 'credit',
    input: Movement,
    decide: (tx: Tx, amount: number) => Promise<Decided<Output>>,
  ): Promise<Output> {
    const { operationId, accountNumber, transactionId } = input;
    const text = JSON.stringify([kind, accountNumber, input.amount, input.currency, transactionId]);
    return this.database.unitOfWork.run(async (tx) => {
      const known = await findOperation(tx, operationId);
      if (known) return repeated<Output>(known, input.kind, text);
      const amount = parseMoney(input.amount, input.currency);
      const { output, units, expiresAt } = await decide(tx, amount);
      await addOperation(tx, {
        operationId, kind, accountKind: input.kind, accountNumber, amount, units, transactionId,
        state: output.outcome === 'refused' ? 'refused' : 'open', input: text, answer: JSON.stringify(output),
        createdAt: this.clock.now(), expiresAt,
      }); // prettier-ignore
      return output;
    });
  }
}

function repeated<Output>(known: AccountOperation, accountKind: AccountKind, input: string): Output {
  if (known.kind === 'release' || known.state === 'released') {
    throw new DomainError('real-time.released', 'the operation was released before', { operationId: known.operationId });
  }
  if (known.accountKind !== accountKind || known.input !== input) {
    throw new DomainError('real-time.id-reused', 'the operation id was used for something else');
  }
  return JSON.parse(known.answer ?? 'null') as Output;
}

const refused = <Reason extends string>(reason: Reason) =>
  ({ output: { outcome: 'refused', reason }, units: null, expiresAt: null }) as const;

function releasedBefore(operationId: string, now: number): AccountOperation {
  const nothing = {
    accountKind: null,
    accountNumber: null,
    amount: null,
    units: null,
    transactionId: null,
    input: null,
    answer: null,
    expiresAt: null,
  };
  return { operationId, kind: 'release', state: 'released', createdAt: now, ...nothing };
}

/** Gift cards had error codes before there were other accounts. */
export const familyOf = (kind: AccountKind): 'gift-card' | 'account' => (kind === 'gift-card' ? 'gift-card' : 'account');

const wrongTerms = (kind: AccountKind, field: string, message: string) =>
  new DomainError(`${familyOf(kind)}.amount-not-allowed`, message, { field });
