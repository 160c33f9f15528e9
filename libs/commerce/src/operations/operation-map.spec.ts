import { COMMERCE_OPERATIONS } from './commerce-operations';
import { operationMap, type MapFacts } from './operation-map';

const ALL = Object.values(COMMERCE_OPERATIONS);
const AWAY = { since: 1_000, reason: 'down' };
const standing = (id: string, facts: Partial<MapFacts>) =>
  operationMap(ALL, { cannotSell: null, away: null, ...facts }).find((one) => one.id === id);

describe('the operation map', () => {
  it('says that everything works while the line is up', () => {
    expect(operationMap(ALL, { cannotSell: null, away: null }).filter(({ state }) => state !== 'works')).toEqual([]);
  });

  it('says what waits for headquarters and what of it works in part, and since when', () => {
    expect(standing('gift-card.balance', { away: AWAY })).toEqual({ id: 'gift-card.balance', state: 'needs-headquarters', ...AWAY });
    expect(standing('tender-attempt.start', { away: AWAY })).toMatchObject({ state: 'limited', since: 1_000, reason: 'accounts' });
    expect(standing('cart.checkout', { away: AWAY })).toEqual({ id: 'cart.checkout', state: 'works', since: null, reason: null });
  });

  it('says that a box that may not number sells nothing, and can still be brought back', () => {
    expect(standing('cart.checkout', { cannotSell: 'behind' })).toMatchObject({ state: 'stopped', reason: 'behind' });
    for (const id of ['session.log-on', 'capsule.post', 'session.heads', 'register.bootstrap'])
      expect(standing(id, { cannotSell: 'behind' })?.state).toBe('works');
  });

  it('leaves selling for cash untouched by a line that is cut', () => {
    const touched = operationMap(ALL, { cannotSell: null, away: AWAY }).filter(({ state }) => state !== 'works');
    expect(touched.map(({ id }) => id).toSorted()).toEqual([
      'account.balance',
      'cart.add-gift-card',
      'gift-card.balance',
      'shift.proof',
      'tender-attempt.reverse',
      'tender-attempt.start',
    ]);
  });
});
