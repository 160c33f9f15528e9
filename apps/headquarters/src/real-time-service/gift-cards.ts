import type { Database, Reader, Tx } from '@app/database';
import { currencyOf, DomainError, formatAmount, parseAmount, amount as minorUnits, type Clock } from '@app/kernel';
import type { RealTimeInput, RealTimeOutput } from '@app/protocol';
import {
  addCard,
  addOperation,
  findCard,
  findOperation,
  removePendingCard,
  reservedOn,
  setOperationState,
  type CardOperation,
  type GiftCard,
} from './gift-card-store';

type IssueOutput = RealTimeOutput<'gift-card.issue'>;
type ReserveOutput = RealTimeOutput<'gift-card.reserve'>;
type ReleaseOutput = RealTimeOutput<'gift-card.release'>;

interface Kept<Output> {
  readonly output: Output;
  readonly amount: number;
  readonly expiresAt: number | null;
}

/**
 * Gift cards. Every change has an operation id made by the store before it asked: a lost answer is asked for again and is the
 * same answer, so that nothing is issued or held twice.
 */
export class GiftCards {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly options: { readonly reservationMs: number },
  ) {}

  issue(input: RealTimeInput<'gift-card.issue'>): Promise<IssueOutput> {
    return this.once('issue', input, async (tx): Promise<Kept<IssueOutput>> => {
      const { cardNumber, currency } = input;
      const amount = parseMoney(input.amount, currency);
      const kept = { amount, expiresAt: null };
      if (amount <= 0) return { ...kept, output: { outcome: 'refused', reason: 'amount-not-allowed' } };
      if (await findCard(tx, cardNumber)) return { ...kept, output: { outcome: 'refused', reason: 'card-exists' } };
      await addCard(tx, { cardNumber, currency, balance: amount, state: 'pending' }, this.clock.now());
      return { ...kept, output: { outcome: 'issued', cardNumber, balance: money(amount, currency), currency } };
    });
  }

  reserve(input: RealTimeInput<'gift-card.reserve'>): Promise<ReserveOutput> {
    return this.once('reserve', input, async (tx): Promise<Kept<ReserveOutput>> => {
      const amount = parseMoney(input.amount, input.currency);
      const expiresAt = this.clock.now() + this.options.reservationMs;
      const card = await findCard(tx, input.cardNumber);
      const left = card ? card.balance - (await reservedOn(tx, card.cardNumber, this.clock.now())) - amount : 0;
      const reason = reserveRefusal(card, input.currency, { amount, left });
      if (reason) return { amount, expiresAt: null, output: { outcome: 'refused', reason } };
      const output = {
        outcome: 'reserved',
        amount: money(amount, input.currency),
        balanceAfter: money(left, input.currency),
        expiresAt,
      } as const;
      return { amount, expiresAt, output };
    });
  }

  /** Undoes a reservation or an issue. One that never arrived is noted, so that it does nothing when it comes late. */
  release({ operationId }: RealTimeInput<'gift-card.release'>): Promise<ReleaseOutput> {
    return this.database.unitOfWork.run(async (tx): Promise<ReleaseOutput> => {
      const operation = await findOperation(tx, operationId);
      if (operation?.state === 'captured') return { outcome: 'refused', reason: 'already-captured' };
      if (!operation) await addOperation(tx, releasedBefore(operationId, this.clock.now()));
      if (operation?.state === 'open') {
        await setOperationState(tx, operationId, 'released');
        if (operation.kind === 'issue' && operation.cardNumber) await removePendingCard(tx, operation.cardNumber);
      }
      return { outcome: 'released' };
    });
  }

  async balance({ cardNumber }: RealTimeInput<'gift-card.balance'>): Promise<RealTimeOutput<'gift-card.balance'>> {
    const card = await findCard(this.database.reader, cardNumber);
    if (!card) return { outcome: 'refused', reason: 'unknown-card' };
    const reserved = await this.reserved(this.database.reader, card);
    const { currency, state } = card;
    return { outcome: 'known', balance: money(card.balance, currency), reserved: money(reserved, currency), currency, state };
  }

  /** A card that headquarters gives out itself, ready to pay with. */
  async open(card: { cardNumber: string; amount: string; currency: string }): Promise<void> {
    const { cardNumber, currency } = card;
    const balance = parseMoney(card.amount, currency);
    if (balance <= 0) throw new DomainError('gift-card.amount-not-allowed', 'a gift card needs an amount above zero', { field: '/amount' });
    await this.database.unitOfWork.run(async (tx) => {
      if (await findCard(tx, cardNumber)) throw new DomainError('gift-card.exists', `there is a gift card ${cardNumber} already`);
      await addCard(tx, { cardNumber, currency, balance, state: 'active' }, this.clock.now());
    });
  }

  private reserved(reader: Reader, { cardNumber }: GiftCard): Promise<number> {
    return reservedOn(reader, cardNumber, this.clock.now());
  }

  private once<Output>(
    kind: 'issue' | 'reserve',
    input: RealTimeInput<'gift-card.issue'> | RealTimeInput<'gift-card.reserve'>,
    work: (tx: Tx) => Promise<Kept<Output>>,
  ): Promise<Output> {
    const text = JSON.stringify([kind, input.cardNumber, input.amount, input.currency, input.transactionId]);
    return this.database.unitOfWork.run(async (tx) => {
      const known = await findOperation(tx, input.operationId);
      if (known) return repeated<Output>(known, text);
      const { output, amount, expiresAt } = await work(tx);
      const state = (output as { outcome: string }).outcome === 'refused' ? 'refused' : 'open';
      const { operationId, cardNumber, transactionId } = input;
      const createdAt = this.clock.now();
      await addOperation(tx, {
        operationId,
        kind,
        cardNumber,
        amount,
        transactionId,
        state,
        input: text,
        answer: JSON.stringify(output),
        createdAt,
        expiresAt,
      });
      return output;
    });
  }
}

function repeated<Output>(known: CardOperation, input: string): Output {
  if (known.kind === 'release' || known.state === 'released') {
    throw new DomainError('real-time.released', 'the operation was released before', { operationId: known.operationId });
  }
  if (known.input !== input) throw new DomainError('real-time.id-reused', 'the operation id was used for something else');
  return JSON.parse(known.answer ?? 'null') as Output;
}

function reserveRefusal(card: GiftCard | undefined, currency: string, { amount, left }: { amount: number; left: number }) {
  if (!card) return 'unknown-card';
  if (card.state !== 'active') return 'not-active';
  if (card.currency !== currency) return 'other-currency';
  return amount <= 0 || left < 0 ? 'balance-too-low' : undefined;
}

function releasedBefore(operationId: string, now: number): CardOperation {
  const nothing = { cardNumber: null, amount: null, transactionId: null, input: null, answer: null, expiresAt: null };
  return { operationId, kind: 'release', state: 'released', createdAt: now, ...nothing };
}

const parseMoney = (text: string, currency: string): number => parseAmount(text, currencyOf(currency).minorDigits);
const money = (value: number, currency: string): string => formatAmount(minorUnits(value), currencyOf(currency).minorDigits);
