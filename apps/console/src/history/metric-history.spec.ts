import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskForecast } from './disk-forecast';
import { MetricHistory } from './metric-history';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const folder = mkdtempSync(join(tmpdir(), 'history-'));
const opened: MetricHistory[] = [];

function open(name: string): MetricHistory {
  const history = new MetricHistory(join(folder, name));
  opened.push(history);
  return history;
}

const all = (history: MetricHistory) => [...history.pages({ after: 0, until: Number.MAX_SAFE_INTEGER }, 2)].flat();

afterAll(() => {
  for (const history of opened) history.close();
  rmSync(folder, { recursive: true });
});

describe('the history of figures', () => {
  it('is there after a restart, in order, page by page, and its marks with it', () => {
    const points = [1, 2, 3].map((at) => ({ at, figures: { store_selling: at } }));
    const before = open('a.db');
    for (const point of points) before.append(point, { total: point.at });
    const after = open('a.db');
    expect(all(after)).toEqual(points);
    expect([...after.pages({ after: 1, until: 2 })]).toEqual([[points[1]]]);
    expect([after.mark('total'), after.mark('other'), after.lastAt()]).toEqual([3, undefined, 3]);
  });

  it('goes back 14 days', () => {
    const history = open('b.db');
    for (const at of [DAY, 2 * DAY, 15 * DAY + 1]) history.append({ at, figures: {} });
    expect(all(history).map(({ at }) => at)).toEqual([2 * DAY, 15 * DAY + 1]);
  });

  it('begins anew where its file was damaged', () => {
    writeFileSync(join(folder, 'c.db'), 'no database, and long enough to be looked at'.repeat(100));
    const history = open('c.db');
    history.append({ at: 7, figures: {} });
    expect(all(history)).toHaveLength(1);
  });

  it('tells when the disk will be full', () => {
    const history = open('d.db');
    const forecast = new DiskForecast(history);
    expect(forecast.fullAt(0)).toBeNull();
    for (let hour = 1; hour <= 24; hour += 1) history.append({ at: hour * HOUR, figures: { store_disk_free_bytes: (124 - hour) * 1e9 } });
    expect(forecast.fullAt(24 * HOUR)).toBe(124 * HOUR);
  });
});
