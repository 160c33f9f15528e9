import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@app/kernel';
import type { TestRegister } from '../a-unit';

/** How often each race is run; the second request starts a little later each time, in steps far below what a checkout takes. */
export const RACES = 40;
const LATER_BY_MS = 0.25;

export interface Answered {
  readonly status: number;
  readonly body: { readonly code?: string; readonly transactionId?: string };
}

/** Over a connection of its own, as another register has one. */
export async function postAlone(register: TestRegister, url: string, body: unknown, more: object = {}): Promise<Answered> {
  const headers = { ...register.headers, ...more, 'idempotency-key': newId(), 'content-type': 'application/json', connection: 'close' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Answered['body'] };
}

/** Starts one request after the other, by some of a millisecond; which one goes first takes turns. */
export async function race(attempt: number, first: () => Promise<Answered>, second: () => Promise<Answered>): Promise<Answered[]> {
  const [ahead, behind] = attempt % 2 === 0 ? [first, second] : [second, first];
  const later = async (): Promise<Answered> => {
    await pause(attempt * LATER_BY_MS);
    return behind();
  };
  return Promise.all([ahead(), later()]);
}

/** The code of the one that lost; exactly one became a sale. */
export function whoLost(answers: readonly Answered[]): string {
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  return answers.find(({ status }) => status !== 201)?.body.code ?? '';
}
