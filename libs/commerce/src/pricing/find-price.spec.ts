import { unitPrice, type Validity } from '@app/kernel';
import fc from 'fast-check';
import { aBook } from '../../test/builders';
import { findPrice } from './find-price';
import { priceValidUntil } from './price-changes';
import { EVERYBODY } from './price-asker';
import type { PriceRow } from './pricing-book';

const row = (priceId: string, price: number, valid: Partial<Validity> = {}) => ({
  priceId, productId: 'milk', unitId: 'pcs', unitPrice: unitPrice(price), validFrom: '2026-01-01', validTo: '2154-12-31', ...valid,
}); // prettier-ignore
const bookOf = (...rows: PriceRow[]) => ({ ...aBook(), prices: new Map([['milk', rows]]) });
const priceAt = (minute: string, ...rows: PriceRow[]) => findPrice(bookOf(...rows), 'milk', 'pcs', minute)?.priceId;
const NEVER_ENDS = { validTo: '9999-12-31' };

describe('the price of a minute', () => {
  it('holds from its first day to the end of its last where no time is said', () => {
    const days = row('a', 10, { validFrom: '2026-08-10', validTo: '2026-08-12' });
    const minutes = ['2026-08-09T23:59', '2026-08-10T00:00', '2026-08-12T23:59', '2026-08-13T00:00'];
    expect(minutes.map((minute) => priceAt(minute, days))).toEqual([undefined, 'a', 'a', undefined]);
  });

  it('changes at the minute stated', () => {
    const old = row('old', 10, { validTo: '2026-08-10', validToTime: '14:30' });
    const next = row('new', 12, { validFrom: '2026-08-10', validFromTime: '14:30' });
    expect([priceAt('2026-08-10T14:29', old, next), priceAt('2026-08-10T14:30', old, next)]).toEqual(['old', 'new']);
  });

  it('is the one that began last, to the minute, then the lowest, whatever order the rows come in', () => {
    const today = { validFrom: '2026-08-10' };
    const noon = { ...today, validFromTime: '12:00' };
    const rows = [row('year', 5), row('day', 6, today), row('noon', 10, noon), row('noon-low', 9, noon)];
    for (const order of [rows, [...rows].reverse()])
      expect(['2026-08-09T12:00', '2026-08-10T11:59', '2026-08-10T12:00'].map((minute) => priceAt(minute, ...order))).toEqual([
        'year', 'day', 'noon-low',
      ]); // prettier-ignore
  });

  it('is of the unit asked for', () => {
    expect(findPrice(aBook(), 'milk', 'box', '2026-08-10T12:00')).toBeUndefined();
  });
});

describe('the minute until which a price counts', () => {
  const until = (minute: string, ...rows: PriceRow[]) => priceValidUntil(rows, 'pcs', minute);

  it('is its end or the next beginning, whichever comes first', () => {
    const rows = [
      row('a', 10, { validTo: '2026-08-12' }),
      row('b', 9, { validFrom: '2026-08-11', validFromTime: '08:00', validTo: '2026-08-11' }),
    ];
    const minutes = ['2025-12-31T12:00', '2026-08-10T12:00', '2026-08-11T08:00', '2026-08-12T00:00', '2026-08-13T00:00'];
    expect(minutes.map((minute) => until(minute, ...rows))).toEqual([
      '2026-01-01T00:00', '2026-08-11T08:00', '2026-08-11T24:00', '2026-08-12T24:00', undefined,
    ]); // prettier-ignore
  });

  it('is none for a price that never ends, and asks nothing of rows that are never valid or of another unit', () => {
    const turned = row('turned', 1, { validFrom: '2026-08-12', validTo: '2026-08-11' });
    const box = { ...row('box', 1, { validFrom: '2026-08-12' }), unitId: 'box' };
    expect(until('2026-08-10T12:00', row('a', 10, NEVER_ENDS), turned, box)).toBeUndefined();
  });

  it('is also when an adjustment for the asker begins or ends, and not when one for others does', () => {
    const change = { kind: 'amount', amount: unitPrice(1) } as const;
    const rows = ['ours', 'theirs'].map((priceGroupId, day) => ({
      priceAdjustmentId: priceGroupId, priceGroupId, change, validFrom: `2026-08-2${day}`, validTo: `2026-08-2${day}`,
    })); // prettier-ignore
    const asker = { ...EVERYBODY, groups: new Map([['ours', 0]]) };
    const ends = ['2026-08-10T12:00', '2026-08-20T00:00', '2026-08-21T00:00'].map((minute) =>
      priceValidUntil([row('a', 10, NEVER_ENDS)], 'pcs', minute, asker, rows),
    );
    expect(ends).toEqual(['2026-08-20T00:00', '2026-08-20T24:00', undefined]);
  });

  it('is never passed by a price: until then the row stays, and a row that changes has said so', () => {
    const time = fc.option(fc.constantFrom('00:00', '09:30', '18:00', '23:59'));
    const date = fc.constantFrom('2026-08-09', '2026-08-10', '2026-08-11');
    const rows = fc.array(
      fc.tuple(date, time, date, time, fc.integer({ min: 1, max: 3 })).map(([validFrom, validFromTime, validTo, validToTime, price]) =>
        row(`${validFrom} ${validFromTime} ${validTo} ${validToTime} ${price}`, price, { validFrom, validFromTime, validTo, validToTime }),
      ),
      { maxLength: 6 },
    );
    const minute = fc.integer({ min: 0, max: 3 * 1_440 - 1 }).map((after) => new Date(Date.UTC(2026, 7, 9) + after * 60_000).toISOString().slice(0, 16));
    fc.assert(
      fc.property(rows, minute, minute, (given, now, later) => {
        const change = until(now, ...given);
        const isBefore = later >= now && (change === undefined || later < change);
        return !isBefore || priceAt(later, ...given) === priceAt(now, ...given);
      }),
    );
  }); // prettier-ignore
});
