import type { Amount } from '@app/kernel';
import { amount } from '@app/kernel';
import { declined, unclear, type AccountMovement, type Accounts, type CardTerminal, type MoneyAnswer } from '../src';

type Ending = 'approve' | 'decline' | 'half' | 'charged-no-answer' | 'uncharged-no-answer' | 'busy';

/** A terminal that keeps its promises: one charge per attempt, and what it once said stays true. */
export class FakeTerminal implements CardTerminal {
  ending: Ending = 'approve';
  isReachable = true;
  /** Resolves the customers who are still busy. */
  readonly busy: (() => void)[] = [];
  readonly charges = new Map<string, Amount>();
  readonly givenBack = new Map<string, Amount>();
  private readonly said = new Map<string, MoneyAnswer>();

  async pay({ attemptId, amount: asked }: { attemptId: string; amount: Amount }): Promise<MoneyAnswer> {
    const known = this.said.get(attemptId);
    if (known) return known;
    if (this.ending === 'busy') await new Promise<void>((resolve) => this.busy.push(resolve));
    const answer = this.decide(asked);
    this.said.set(attemptId, answer);
    if (answer.kind === 'approved' || answer.kind === 'part-approved') this.charges.set(attemptId, answer.amount);
    return this.ending.endsWith('no-answer') ? unclear('no answer in time') : answer;
  }

  async giveBack({
    attemptId,
    ofAttemptId,
    amount: asked,
  }: {
    attemptId: string;
    ofAttemptId: string;
    amount: Amount;
  }): Promise<MoneyAnswer> {
    if ((this.charges.get(ofAttemptId) ?? 0) < asked) return declined('exceeds-payment');
    const answer = approved(asked);
    this.said.set(attemptId, answer);
    this.givenBack.set(attemptId, asked);
    return this.ending.endsWith('no-answer') ? unclear('no answer in time') : answer;
  }

  whatBecameOfPayment = async ({ attemptId }: { attemptId: string }): Promise<MoneyAnswer> => this.answerAbout(attemptId);
  whatBecameOfGivingBack = async ({ attemptId }: { attemptId: string }): Promise<MoneyAnswer> => this.answerAbout(attemptId);

  /** Charges minus what was given back, in minor units. */
  get kept(): number {
    const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, one) => total + one, 0);
    return sum(this.charges.values()) - sum(this.givenBack.values());
  }

  private answerAbout(attemptId: string): MoneyAnswer {
    if (!this.isReachable) return unclear('the answer was lost');
    const answer = this.said.get(attemptId) ?? declined('never-charged');
    this.said.set(attemptId, answer);
    return answer;
  }

  private decide(asked: Amount): MoneyAnswer {
    if (this.ending === 'decline' || this.ending === 'uncharged-no-answer') return declined('declined-by-issuer');
    return this.ending === 'half' ? { ...approved(amount(Math.floor(asked / 2))), kind: 'part-approved' } : approved(asked);
  }
}

const approved = (value: Amount) => ({ kind: 'approved', amount: value, authorization: 'A00001', cardLastDigits: '4242' }) as const;

/** Accounts at a headquarters that may be away. */
export class FakeAccounts implements Accounts {
  line: 'up' | 'down' | 'answers-lost' = 'up';
  readonly reserved = new Map<string, Amount>();
  readonly released = new Set<string>();

  reserve = (given: AccountMovement) => this.hold(given);
  issue = (given: AccountMovement) => this.hold(given);
  credit = (given: AccountMovement) => this.hold(given);

  async release(operationId: string): Promise<'released' | 'later'> {
    if (this.line !== 'up') return 'later';
    this.released.add(operationId);
    return 'released';
  }

  private async hold({ operationId, amount: asked }: AccountMovement): Promise<MoneyAnswer> {
    if (this.line === 'down') return declined('headquarters-unreachable');
    this.reserved.set(operationId, asked);
    return this.line === 'up' ? { ...approved(asked), authorization: null, cardLastDigits: null } : unclear('no answer in time');
  }

  balance = async () => ({ kind: 'refused', reason: 'unknown-card' }) as const;
}
