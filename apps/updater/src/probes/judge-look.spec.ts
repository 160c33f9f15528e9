import { lineFaults } from './headquarters-line';
import { worseThan } from './judge-look';
import type { Look } from './probe-box';

const well: Look = {
  version: '1.1.0', faults: [], isReady: true, readyReason: '', metricNames: ['storeunit_sales_total'], consoleScripts: 2, box: '["db",1,0,true,true]',
  memoryBytes: 100 * 1024 * 1024, missingRecords: 0, lineFaults: [],
}; // prettier-ignore
const judged = (now: Partial<Look>, before: Partial<Look> = {}): string[] =>
  worseThan({ ...well, ...before }, { ...well, ...now }, '1.1.0');

describe('a look at a box on trial', () => {
  it('finds nothing where all is as before', () => expect(judged({})).toEqual([]));

  it.each<[string, Partial<Look>]>([
    ['metrics: storeunit_sales_total is gone', { metricNames: [] }],
    ['version: 1.0.0 answers, not 1.1.0', { version: '1.0.0' }],
    ['ready: no catalog', { isReady: false, readyReason: 'no catalog' }],
    ['box: ["db",1,1,true,true], ["db",1,0,true,true] before', { box: '["db",1,1,true,true]' }],
    ['memory: 400 MiB', { memoryBytes: 400 * 1024 * 1024 }],
    ['journal: 2 records are missing', { missingRecords: 2 }],
    ['upload: what was sold is not sent', { lineFaults: ['upload: what was sold is not sent'] }],
    ['live: answered 500, not 200', { faults: ['live: answered 500, not 200'] }],
  ])('finds %s', (fault, now) => expect(judged(now)).toEqual([fault]));

  it('does not hold against a release what did not work before it', () => {
    const broken: Partial<Look> = {
      isReady: false, readyReason: 'no catalog', missingRecords: 2, lineFaults: ['real-time: calls are refused'], metricNames: [],
      consoleScripts: null, faults: ['console: answered 503, not 200'],
    }; // prettier-ignore
    expect(judged(broken, broken)).toEqual([]);
    expect(judged({}, { box: '' })).toEqual([]);
  });
});

describe('the line to headquarters', () => {
  const [now, ago] = [1_000_000, (seconds: number) => 1_000_000 - seconds * 1_000];
  const faults = (upload: { oldestAt: number | null; lastAcknowledgedAt: number | null }, headquarters = {}): string[] =>
    lineFaults(
      { headquarters: { isReachable: true, since: 1, isRealTimeRefusing: false, ...headquarters }, upload, clock: { now } },
      60_000,
    );
  const quiet = { oldestAt: null, lastAcknowledgedAt: null };

  it('is well while nothing waits, and while a backlog goes up', () => {
    expect(faults(quiet)).toEqual([]);
    expect(faults({ oldestAt: ago(10), lastAcknowledgedAt: null })).toEqual([]);
    expect(faults({ oldestAt: ago(90_000), lastAcknowledgedAt: ago(1) })).toEqual([]);
  });

  it('says what does not work', () => {
    expect(faults({ oldestAt: ago(61), lastAcknowledgedAt: ago(62) })).toEqual(['upload: what was sold is not sent']);
    expect(faults(quiet, { isReachable: false })).toEqual(['headquarters: the box does not reach it']);
    expect(faults(quiet, { isRealTimeRefusing: true })).toEqual(['real-time: calls are refused']);
  });

  it('is not judged before it was used', () => expect(faults(quiet, { isReachable: false, since: null })).toEqual([]));
});
