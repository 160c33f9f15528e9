import { differenceOf, slownessOf } from './compare';
import type { Rehearsed } from './synthetic-sale';

const old: Rehearsed = {
  sale: { paid: { totals: { gross: '12.40', lineCount: 2 } }, cart: { lines: [{ net: '10.00' }] } },
  refund: { paid: { totals: { gross: '-6.20' } } },
  receipt: 'Harbour Market\nTotal 12.40\nVAT 2.40',
  scanMs: 5,
};
const fresh = (change: Partial<Rehearsed>): Rehearsed => ({ ...old, ...change });

it('finds nothing where both sell alike, also when answers say more than before', () => {
  expect(differenceOf(old, fresh({}))).toBeNull();
  const refund = { paid: { totals: { gross: '-6.20', rounding: '0.00' } } };
  expect(differenceOf(old, fresh({ refund }))).toBeNull();
});

it.each<[string, Partial<Rehearsed>]>([
  ['refund.paid.totals.gross is "-6.21", "-6.20" before', { refund: { paid: { totals: { gross: '-6.21' } } } }],
  ['refund.paid.totals is missing, {"gross":"-6.20"} before', { refund: { paid: {} } }],
  ['sale.cart.lines has 0 entries, 1 before', { sale: { paid: { totals: { gross: '12.40', lineCount: 2 } }, cart: { lines: [] } } }],
  ['the receipt says "VAT 2.41", "VAT 2.40" before', { receipt: 'Harbour Market\nTotal 12.40\nVAT 2.41' }],
])('names that %s', (difference, change) => expect(differenceOf(old, fresh(change))).toBe(difference));

it('calls a scan slow that takes more than three times as long and that a customer would notice', () => {
  expect(slownessOf(old, fresh({ scanMs: 24 }))).toBeNull();
  expect(slownessOf(old, fresh({ scanMs: 26 }))).toBe('a scan takes 26.0 ms, 5.0 ms before');
  expect(slownessOf(fresh({ scanMs: 20 }), fresh({ scanMs: 59 }))).toBeNull();
  expect(slownessOf(fresh({ scanMs: 20 }), fresh({ scanMs: 61 }))).toBe('a scan takes 61.0 ms, 20.0 ms before');
});
