import { aBook, aCartOf, anEmptyCart, cartOf, NOON, someRules } from '../../test/builders';
import { calculateCart } from '../pricing/calculate-cart';
import { isRepriced } from '../pricing/reprice';
import { quoteCart } from './quote-cart';
import { hasExpired, recallCart } from './suspend-cart';

const DAY_MS = 86_400_000;
const RULES = someRules({ quotationDays: 7, suspendedHours: 1, repricesOpenBaskets: true });
const DEARER = aBook({ milk: '9.90' });
const BY = { registerId: 'r1', staffId: 'anna', at: NOON };
const RESUMED = { registerId: 'r2', drawerId: 'd2', staffId: 'ben', shiftId: 'shift-2', businessDate: '2026-08-12' };

const ID = '01990000-0000-7000-8000-0123456789ab';
const quoted = cartOf(quoteCart({ ...aCartOf({ milk: '2' }), id: ID }, 'Ada', BY, RULES));

describe('a quotation', () => {
  it('holds its prices until its last moment, also where open baskets are repriced', () => {
    const recalled = cartOf(recallCart(quoted, RESUMED, NOON + 7 * DAY_MS - 1, DEARER, RULES));
    expect(calculateCart(recalled).totals.gross).toBe(1380);
    expect(isRepriced(recalled, RULES)).toBe(false);
    expect(recalled).toMatchObject({ status: 'open', registerId: 'r2', priceDate: '2026-08-10' });
  });

  it('is over then', () => {
    expect(hasExpired(quoted, NOON + 7 * DAY_MS)).toBe(true);
    expect(recallCart(quoted, RESUMED, NOON + 7 * DAY_MS, DEARER, RULES)).toMatchObject({ code: 'suspended.expired' });
  });

  it('made again is the same, and is not made of nothing, in training, or where the channel makes none', () => {
    expect(quoteCart(quoted, 'Ada', BY, RULES).kind).toBe('unchanged');
    expect(quoteCart(anEmptyCart(RULES), 'Ada', BY, RULES)).toMatchObject({ code: 'cart.empty' });
    expect(quoteCart(aCartOf({ milk: '1' }), 'Ada', BY, someRules())).toMatchObject({ code: 'quotation.not-made' });
    expect(quoteCart({ ...aCartOf({ milk: '1' }), mode: 'training' }, 'Ada', BY, RULES)).toMatchObject({ code: 'quotation.not-made' });
  });
});
