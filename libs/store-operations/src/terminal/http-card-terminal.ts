import { currencyOf, formatAmount, type Amount } from '@app/kernel';
import { declined, unclear, type MoneyAnswer } from '../tender-attempts/money-answer';
import type { CardGivingBack, CardPayment, CardTerminal } from '../tender-attempts/ports';
import { moneyAnswerFrom, type Asked } from './terminal-messages';

export interface HttpCardTerminalOptions {
  /** `http://127.0.0.1:7390` */
  readonly url: string;
  /** As long as a customer may take with a card. */
  readonly payDeadlineMs: number;
  /** For giving back and for questions, where nobody stands at the terminal. */
  readonly askDeadlineMs: number;
}

/** Closed and never charged: the answer to a question about an attempt the terminal does not know. */
const NOT_FOUND = 404;
/** The connection was never made, so nothing was asked of the terminal. */
const NOT_CONNECTED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** Card terminals behind the protocol of docs/terminal.md. */
export class HttpCardTerminal implements CardTerminal {
  constructor(private readonly options: HttpCardTerminalOptions) {}

  pay(payment: CardPayment): Promise<MoneyAnswer> {
    const { attemptId, terminalId, currency } = payment;
    return this.order('/payments', { attemptId, terminalId, currency, amount: textOf(payment) }, payment, this.options.payDeadlineMs);
  }

  giveBack(back: CardGivingBack): Promise<MoneyAnswer> {
    const { attemptId, ofAttemptId } = back;
    return this.order('/reversals', { attemptId, ofAttemptId, amount: textOf(back) }, back, this.options.askDeadlineMs);
  }

  whatBecameOfPayment(payment: CardPayment): Promise<MoneyAnswer> {
    return this.question('/payments', payment);
  }

  whatBecameOfGivingBack(back: CardGivingBack): Promise<MoneyAnswer> {
    return this.question('/reversals', back);
  }

  private async order(path: string, body: object, asked: Asked, deadlineMs: number): Promise<MoneyAnswer> {
    try {
      // A connection of its own: of one kept from before, nobody could say whether the order arrived when it turns out dead.
      const headers = { 'content-type': 'application/json', connection: 'close' };
      const answer = await this.send(path, { method: 'POST', headers, body: JSON.stringify(body) }, deadlineMs);
      return answer.ok ? moneyAnswerFrom(await answer.json(), asked) : unclear(`the terminal answered status ${answer.status}`);
    } catch (error) {
      return NOT_CONNECTED.has(causeOf(error) ?? '') ? declined('terminal-unreachable') : unclear(reasonOf(error));
    }
  }

  private async question(path: string, asked: Asked): Promise<MoneyAnswer> {
    try {
      const answer = await this.send(`${path}/${asked.attemptId}`, { method: 'GET' }, this.options.askDeadlineMs);
      if (answer.status === NOT_FOUND) return isOwnNotFound(await answer.json()) ? declined('never-charged') : unclear('not the terminal');
      return answer.ok ? moneyAnswerFrom(await answer.json(), asked) : unclear(`the terminal answered status ${answer.status}`);
    } catch (error) {
      return unclear(reasonOf(error));
    }
  }

  /** The deadline covers the whole answer, also one that comes drop by drop. */
  private send(path: string, init: RequestInit, deadlineMs: number): Promise<Response> {
    return fetch(`${this.options.url}${path}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(deadlineMs) });
  }
}

/** Another server on the port also answers 404; only the terminal's own word closes an attempt. */
const isOwnNotFound = (body: unknown): boolean => (body as { code?: unknown } | null)?.code === 'attempt.unknown';

const textOf = ({ amount, currency }: { amount: Amount; currency: string }): string =>
  formatAmount(amount, currencyOf(currency).minorDigits);

/** What `fetch` throws: the connection's own error is its cause. */
interface FetchFailure {
  readonly name?: string;
  readonly cause?: { readonly code?: string };
}

const causeOf = (error: unknown): string | undefined => (error as FetchFailure).cause?.code;
const reasonOf = (error: unknown): string =>
  (error as FetchFailure).name === 'TimeoutError' ? 'no answer in time' : 'the answer was lost';
