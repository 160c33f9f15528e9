import { registerName } from '../facts/register-name';
import type { StatusCheck } from './check';

/** Card payments whose outcome nobody knows: money may have been taken, so the register must not go on. */
export const checkCards: StatusCheck = (status) => {
  const { unclear } = status.cards;
  const [payment] = [...unclear].sort((left, right) => left.startedAt - right.startedAt);
  if (!payment) return [];
  const name = registerName(status, payment.channelId, payment.registerId);
  return [{ code: 'card.unclear', weight: 'limits-selling', action: 'resolve-card', payment, registerName: name, count: unclear.length }];
};
