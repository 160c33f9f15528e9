import { newId, parseAmount, formatAmount, roundToStep, amount, type RoundingMode } from '@app/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random';
import type { CartSession } from './cart-session';
import type { AttemptView, Commerce } from './commerce';

export interface Tender {
  readonly tenderTypeId: string;
  readonly function: 'cash' | 'card' | 'gift-card';
  readonly roundingStep: string;
  readonly roundingMode: RoundingMode;
}

/** How a register pays in one channel. */
export interface Till {
  readonly commerce: Commerce;
  readonly random: Random;
  readonly cash: Tender;
  readonly card: Tender | undefined;
  readonly minorDigits: number;
}

const NOTE_PART = 0.5;
const NOTE_MAJOR_UNITS = 10;
const ASK_AGAIN_MS = 200;
const UNCLEAR: readonly AttemptView['state'][] = ['started', 'unknown'];

/** Pays or gives back what is left, in cash: to the coin, or with a note and change. */
export async function payCash(till: Till, cart: CartSession): Promise<void> {
  const given = cashFor(till, cart.view.totals.remaining);
  await cart.change('POST', '/tenders', { tenderId: newId(), tenderTypeId: till.cash.tenderTypeId, amount: given }, newId());
}

export function cashFor({ cash, random, minorDigits }: Till, remaining: string): string {
  const step = parseAmount(cash.roundingStep, minorDigits);
  const payable = roundToStep(parseAmount(remaining, minorDigits), step, cash.roundingMode);
  const note = NOTE_MAJOR_UNITS * 10 ** minorDigits;
  const given = payable > 0 && random.chance(NOTE_PART) ? Math.ceil(payable / note) * note : payable;
  return formatAmount(amount(given), minorDigits);
}

/**
 * Pays by card through an attempt, and asks until it is clear what became of it. A card that pays nothing or only a part
 * leaves the rest to cash.
 */
export async function payCard(till: Till, cart: CartSession, card: Tender): Promise<void> {
  const attemptId = newId();
  const path = `/carts/${cart.view.id}/tender-attempts`;
  const body = { attemptId, tenderTypeId: card.tenderTypeId, amount: cart.view.totals.remaining };
  let { state } = (await till.commerce.ask<AttemptView>('POST', path, { body, key: newId(), etag: cart.etag })).content;
  while (UNCLEAR.includes(state)) {
    await sleep(ASK_AGAIN_MS);
    state = (await till.commerce.ask<AttemptView>('POST', `${path}/${attemptId}/resolve`, { body: {}, key: newId() })).content.state;
  }
  const { totals } = await cart.refresh();
  if (!isNothing(totals.remaining)) await payCash(till, cart);
}

export const isNothing = (money: string): boolean => /^-?0(\.0*)?$/.test(money);
