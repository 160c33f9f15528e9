import { salesByTime, SHOWN_MS, STRETCH_MS, type Minute } from './sales-by-time';

const MINUTE = 60_000;
const NOW = 1_795_169_400_000;
const point = (minutesAgo: number, total: number, figures: Minute['figures'] = {}): Minute => ({
  at: NOW - minutesAgo * MINUTE,
  figures: { store_sales_total: total, ...figures },
});
const shown = (points: readonly Minute[]) => salesByTime(points, NOW);

describe('sales by time', () => {
  it('count in stretches of five minutes what the counter grew by, over four hours', () => {
    const totals = [100, 102, 103, 103, 104, 110, 111, 111, 111, 112];
    const { times, counts } = shown(totals.map((total, index) => point(10 - index, total)));
    expect(times).toHaveLength(SHOWN_MS / STRETCH_MS);
    expect(times.at(-1)! - times[0]!).toBe(SHOWN_MS - STRETCH_MS);
    expect(counts.slice(-3)).toEqual([null, 4, 8]);
    expect(counts.slice(0, -2)).toEqual(Array.from({ length: counts.length - 2 }, () => null));
  });

  it('leave a gap where nobody looked, or looked for a part of the time, however much was sold meanwhile', () => {
    const minutes = [20, 19, 18, 17, 16, 14, 4, 3, 2, 1];
    const { counts } = shown(minutes.map((minute, index) => point(minute, 10 * index)));
    expect(counts.slice(-4)).toEqual([40, null, null, null]);
  });

  it('are marked with what happened to the box', () => {
    const up = { store_headquarters_reachable: 1, store_selling: 1, store_process_start_timestamp_seconds: 1 };
    const worked = { 'store_cause{code="work.under-way",weight="information"}': 1 };
    const { marks } = shown([
      point(9, 1, up),
      point(8, 1, { ...up, store_headquarters_reachable: 0 }),
      point(7, 1, up),
      point(6, 1, { ...up, ...worked }),
      point(5, 1, { ...up, store_selling: 0 }),
      point(4, 1, { ...up, store_selling: 0, store_process_start_timestamp_seconds: 2 }),
    ]);
    expect(marks.map(({ label }) => label)).toEqual(['Line down', 'Line back', 'Work', 'Stopped', 'Restart']);
    expect(marks[0]!.at).toBe(NOW - 8 * MINUTE);
  });
});
