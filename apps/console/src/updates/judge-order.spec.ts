import type { OrderedUpdate } from '@app/protocol';
import { refusalOf, type OrderFacts } from './judge-order';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-20T10:00:00Z');
const AT_ONCE = { opensAt: null, closesAt: null, deadlineAt: null };
const order: OrderedUpdate = { orderId: '018f0000-0000-7000-8000-000000000001', version: '1.1.0', kind: 'install', window: AT_ONCE };
const facts: OrderFacts = { now: NOW, running: '1.0.0', previous: '0.9.0', isPossible: true };

const refused = (change: Partial<OrderedUpdate>, known: Partial<OrderFacts> = {}) =>
  refusalOf({ ...order, ...change }, { ...facts, ...known })?.code;
const within = (window: Partial<OrderedUpdate['window']>) => refused({ window: { ...AT_ONCE, ...window } });

describe('an order of headquarters', () => {
  it('is taken when it names another release and a window that comes', () => {
    expect(refused({})).toBeUndefined();
    expect(within({ opensAt: NOW + DAY, closesAt: NOW + DAY + 1 })).toBeUndefined();
    expect(within({ opensAt: NOW - DAY, closesAt: NOW + 1 })).toBeUndefined();
  });

  it('is refused when its window is over, empty or farther than a month', () => {
    expect(within({ opensAt: NOW - 2, closesAt: NOW })).toBe('order.window-over');
    expect(within({ opensAt: NOW + 2, closesAt: NOW + 2 })).toBe('order.window-empty');
    expect(within({ opensAt: NOW + 32 * DAY })).toBe('order.window-far');
    expect(within({ deadlineAt: Number.MAX_SAFE_INTEGER })).toBe('order.window-far');
  });

  it('is refused when there is nothing to do or to do it with', () => {
    expect(refused({ version: '1.0.0' })).toBe('order.already-running');
    expect(refused({}, { isPossible: false })).toBe('order.not-possible');
  });

  it('goes back only to what ran before', () => {
    expect(refused({ kind: 'undo', version: '0.9.0' })).toBeUndefined();
    expect(refused({ kind: 'undo', version: '0.8.0' })).toBe('order.not-before');
    expect(refused({ kind: 'undo', version: '0.9.0' }, { previous: undefined })).toBe('order.not-before');
  });
});
