import type { StatusCheck } from './check';

/** Card payments whose outcome nobody knows: money may have been taken, so the register must not go on. */
export const checkCards: StatusCheck = ({ cards, selling }) => {
  const [payment] = [...cards.unclear].sort((left, right) => left.startedAt - right.startedAt);
  if (!payment) return [];
  const register = selling.registers.find(({ registerId }) => registerId === payment.registerId);
  const registerName = register?.name ?? payment.registerId;
  return [{ code: 'card.unclear', weight: 'limits-selling', action: 'resolve-card', payment, registerName, count: cards.unclear.length }];
};
