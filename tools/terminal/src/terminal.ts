import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from './behaviour';
import type { Entry, Ledger } from './ledger';
import type { BehaviourKind, PaymentAnswer, PaymentRequest, ReversalAnswer, ReversalRequest } from './messages';
import { declined, paymentOutcome, reversalOutcome, valueOf } from './outcome';

/** What the line does with an answer that is ready: gives it, cuts the connection, or leaves the caller waiting. */
type Delivery = 'answer' | 'cut' | 'silence';
export interface Decided<Answer> {
  readonly answer: Answer;
  readonly delivery: Delivery;
}

const DELIVERY: Partial<Record<BehaviourKind, Delivery>> = {
  'charged-no-answer': 'silence',
  'uncharged-no-answer': 'silence',
  'answer-lost': 'cut',
};

/** Known id, other content. */
export class OtherContent extends Error {}

/** Charges cards, gives money back and remembers both. Every decision is on disk before anybody hears of it. */
export class Terminal {
  private readonly requests = new Map<string, PaymentRequest>();
  private readonly payments = new Map<string, PaymentAnswer>();
  private readonly reversals = new Map<string, { request: ReversalRequest; answer: ReversalAnswer }>();
  private readonly closed = new Set<string>();
  private readonly running = new Map<string, Promise<Decided<PaymentAnswer>>>();

  constructor(
    private readonly ledger: Ledger,
    private readonly behaviour: Behaviour,
    private readonly now: () => number = Date.now,
  ) {
    for (const entry of ledger.entries) this.remember(entry);
    for (const request of this.requests.values()) {
      if (!this.payments.has(request.attemptId)) this.decide(declined(request, 'interrupted'));
    }
  }

  /** A second call with the same attempt gets the first one's answer, and waits for it where need be. */
  async pay(request: PaymentRequest): Promise<Decided<PaymentAnswer>> {
    const known = this.requests.get(request.attemptId);
    if (known && !sameContent(known, request)) throw new OtherContent();
    const before = this.payments.get(request.attemptId);
    if (before) return { answer: before, delivery: 'answer' };
    const running = this.running.get(request.attemptId);
    if (running) return { answer: (await running).answer, delivery: 'answer' };
    const work = this.charge(request).finally(() => this.running.delete(request.attemptId));
    this.running.set(request.attemptId, work);
    return work;
  }

  async reverse(request: ReversalRequest): Promise<Decided<ReversalAnswer>> {
    const before = this.reversals.get(request.attemptId);
    if (before && !sameContent(before.request, request)) throw new OtherContent();
    if (before) return { answer: before.answer, delivery: 'answer' };
    const kind = this.behaviour.next('reversal', request.amount);
    if (kind === 'slow') await sleep(this.behaviour.slowMs);
    const answer = this.reversals.get(request.attemptId)?.answer ?? this.giveBack(request, kind);
    return { answer, delivery: DELIVERY[kind] ?? 'answer' };
  }

  /** The last-transaction query. What the terminal does not know it closes, so that its answer stays true. */
  paymentOf(attemptId: string): PaymentAnswer | undefined {
    const answer = this.payments.get(attemptId);
    if (answer) return answer;
    const request = this.requests.get(attemptId);
    if (request) return { ...declined(request, null), outcome: 'in-progress' };
    this.close(attemptId);
    return undefined;
  }

  reversalOf(attemptId: string): ReversalAnswer | undefined {
    const answer = this.reversals.get(attemptId)?.answer;
    if (!answer) this.close(attemptId);
    return answer;
  }

  private async charge(request: PaymentRequest): Promise<Decided<PaymentAnswer>> {
    this.write({ what: 'payment-begun', at: this.now(), request });
    if (this.closed.has(request.attemptId)) return { answer: this.decide(declined(request, 'closed-by-query')), delivery: 'answer' };
    const kind = this.behaviour.next('payment', request.amount);
    if (kind === 'slow') await sleep(this.behaviour.slowMs);
    return { answer: this.decide(paymentOutcome(request, kind, this.payments.size + 1)), delivery: DELIVERY[kind] ?? 'answer' };
  }

  private giveBack(request: ReversalRequest, kind: BehaviourKind): ReversalAnswer {
    const answer = reversalOutcome(request, this.refusal(request, kind));
    this.write({ what: 'reversal-decided', at: this.now(), request, answer });
    return answer;
  }

  private refusal({ attemptId, ofAttemptId, amount }: ReversalRequest, kind: BehaviourKind): string | null {
    if (this.closed.has(attemptId)) return 'closed-by-query';
    if (kind === 'decline' || kind === 'uncharged-no-answer') return 'refused-by-issuer';
    const payment = this.payments.get(ofAttemptId);
    if (!payment || payment.outcome === 'declined') return 'unknown-payment';
    const given = [...this.reversals.values()].filter(({ answer }) => answer.ofAttemptId === ofAttemptId);
    const left = given.reduce((rest, { answer }) => rest - valueOf(answer.amount), valueOf(payment.amount));
    return valueOf(amount) > left ? 'exceeds-payment' : null;
  }

  private decide(answer: PaymentAnswer): PaymentAnswer {
    this.write({ what: 'payment-decided', at: this.now(), answer });
    return answer;
  }

  private close(attemptId: string): void {
    if (!this.closed.has(attemptId)) this.write({ what: 'closed-by-query', at: this.now(), attemptId });
  }

  private write(entry: Entry): void {
    this.ledger.append(entry);
    this.remember(entry);
  }

  private remember(entry: Entry): void {
    if (entry.what === 'payment-begun') this.requests.set(entry.request.attemptId, entry.request);
    else if (entry.what === 'payment-decided') this.payments.set(entry.answer.attemptId, entry.answer);
    else if (entry.what === 'reversal-decided')
      this.reversals.set(entry.answer.attemptId, { request: entry.request, answer: entry.answer });
    else this.closed.add(entry.attemptId);
  }
}

const sameContent = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);
