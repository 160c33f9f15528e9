import { registerName } from '../facts/register-name';
import type { StatusCheck } from './check';

/** Terminals are given 90 seconds: until then the customer may still be paying. */
const PAYING_MS = 120_000;

/** Card payments whose outcome nobody knows: money may have been taken, so the register must not go on. */
export const checkCards: StatusCheck = (status) => {
  const unclear = status.cards.unclear.filter(({ state, startedAt }) => state !== 'started' || status.clock.now - startedAt > PAYING_MS);
  const [payment] = [...unclear].sort((left, right) => left.startedAt - right.startedAt);
  if (!payment) return [];
  const name = registerName(status, payment.channelId, payment.registerId);
  return [{ code: 'card.unclear', weight: 'limits-selling', action: 'resolve-card', payment, registerName: name, count: unclear.length }];
};
