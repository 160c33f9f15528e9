import { currencyOf, DomainError, parseAmount, type Amount } from '@app/kernel';
import { z } from 'zod';
import { declined, unclear, type MoneyAnswer } from '../tender-attempts/money-answer';

/** What a terminal answers: docs/terminal.md. */
const terminalAnswer = z.object({
  attemptId: z.string(),
  outcome: z.enum(['approved', 'part-approved', 'declined', 'in-progress', 'reversed', 'refused']),
  amount: z.string(),
  authorization: z.string().max(200).nullish(),
  cardLastDigits: z.string().regex(/^\d{4}$/).nullish(),
  reason: z.string().max(200).nullish(),
}); // prettier-ignore
type TerminalAnswer = z.output<typeof terminalAnswer>;

export interface Asked {
  readonly attemptId: string;
  readonly amount: Amount;
  readonly currency: string;
}

/** Reads an answer against what was asked. One that contradicts it says nothing: a person has to look. */
export function moneyAnswerFrom(json: unknown, asked: Asked): MoneyAnswer {
  const read = terminalAnswer.safeParse(json);
  if (!read.success || read.data.attemptId !== asked.attemptId) return unclear('the terminal answered something else');
  const answer = read.data;
  switch (answer.outcome) {
    case 'in-progress': return unclear('the customer is not done');
    case 'declined':
    case 'refused': return declined(answer.reason ?? answer.outcome);
    case 'approved':
    case 'reversed': return moved(answer, asked, (amount) => amount === asked.amount);
    case 'part-approved': return moved(answer, asked, (amount) => amount > 0 && amount < asked.amount);
  } // prettier-ignore
}

function moved(
  { outcome, amount: text, authorization, cardLastDigits }: TerminalAnswer,
  asked: Asked,
  isRight: (amount: Amount) => boolean,
): MoneyAnswer {
  const amount = amountOf(text, asked.currency);
  if (amount === undefined || !isRight(amount)) return unclear(`the terminal answered ${outcome} with ${text.slice(0, 20)}`);
  const kind = outcome === 'part-approved' ? 'part-approved' : 'approved';
  return { kind, amount, authorization: authorization ?? null, cardLastDigits: cardLastDigits ?? null };
}

function amountOf(text: string, currency: string): Amount | undefined {
  try {
    return parseAmount(text, currencyOf(currency).minorDigits);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
