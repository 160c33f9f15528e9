import { aDownload, anObservation, aRegister, aStatus, NOW } from './testing/an-observation';
import { judge } from './verdict';
import { textOf } from './words/sentences';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const words = { now: NOW, timeZone: 'Europe/Berlin', locale: 'en-GB' };

type Parts = Parameters<typeof aStatus>[0];
const process = { startedAt: NOW - DAY, memoryBytes: 200e6, loopLagMs: 4, flushMs: 2 };
const sale = { waitingCount: 1, waitingAmounts: { EUR: '3.00' } };

/** What is wrong, the same thing while it is still well, and what is said. */
const CASES: readonly [string, Parts, Parts, string][] = [
  ['certificate.old', { certificate: { validUntil: NOW + 19 * DAY } }, { certificate: { validUntil: NOW + 31 * DAY } }, 'ends on Wed 9 Dec, 11:12'],
  ['certificate.expired', { certificate: { validUntil: NOW - DAY } }, { certificate: { validUntil: null } }, 'Registers on the network cannot connect.'],
  ['clock.wrong', { clock: { offsetMs: 2 * DAY } }, { clock: { offsetMs: 90_000 } }, 'is 2 days behind'],
  ['clock.wrong', { clock: { offsetMs: -5 * MINUTE } }, { clock: { offsetMs: null } }, 'is 5 min ahead'],
  ['database.slow', { process: { ...process, flushMs: 400 } }, { process }, 'takes 400 ms to keep a sale'],
  ['database.large', { disk: { storeBytes: 60e9 } }, { disk: { storeBytes: 40e9 } }, 'has grown to 60 GB'],
  ['unit.memory', { process: { ...process, memoryBytes: 900e6 } }, { process }, 'needs 900 MB of memory'],
  ['unit.slow', { process: { ...process, loopLagMs: 450 } }, { process }, 'answers 450 ms late'],
  ['upload.waiting', { upload: { ...sale, oldestAt: NOW - 16 * MINUTE } }, { upload: { ...sale, oldestAt: NOW - MINUTE } }, '1 sale, EUR 3.00, wait for headquarters since 10:56.'],
  ['upload.stuck', { upload: sale, alarms: [{ code: 'upload.stuck', subject: 'x', raisedAt: NOW - 60 * MINUTE }] }, {}, 'has refused the sales of this store since 10:12.'],
  ['rows.quarantined', { prices: { version: 1, appliedAt: NOW, quarantinedCount: 3 } }, { prices: { version: 1, appliedAt: NOW, quarantinedCount: 0 } }, '3 products and prices from headquarters'],
  ['downloads.late', { prices: { version: 1, appliedAt: NOW, jobs: [aDownload({ dueAt: NOW - 3 * 60 * MINUTE })] } }, { prices: { version: 1, appliedAt: NOW - 40 * DAY, jobs: [aDownload({ createdAt: 0 })] } }, 'Nothing newer has come: Prices and discounts (2 days old). Registers sell by what is here.'],
  ['real-time.refusing', { headquarters: { isRealTimeRefusing: true } }, { headquarters: { isRealTimeRefusing: false } }, 'Gift cards wait.'],
  ['jobs.failing', { jobs: [{ name: 'store.tidy', failures: 3, failingSince: NOW - 60 * MINUTE }] }, { jobs: [{ name: 'store.tidy', failures: 2, failingSince: NOW }] }, 'since 10:12: store.tidy.'],
  ['shift.overdue', { registers: [aRegister({ isShiftOpen: true, isShiftOverdue: true, lastSeenAt: NOW - DAY })] }, { registers: [aRegister({ isShiftOpen: true, isShiftOverdue: false })] }, 'still open at Register 3'],
  ['backup.old', { backup: { lastAt: NOW - 30 * 60 * MINUTE }, alarms: [{ code: 'backup.overdue', subject: 'backup' }] }, { backup: { lastAt: NOW } }, 'The last copy of the store is from Thu 19 Nov, 05:12.'],
  ['backup.failed', { alarms: [{ code: 'backup.failed', subject: 'backup' }] }, {}, 'full or pulled out'],
  ['backup.unproven', { alarms: [{ code: 'backup.drill-failed', subject: 'backup' }] }, {}, 'did not prove itself'],
  ['journal.conflict', { alarms: [{ code: 'capsule.conflict', subject: 's1' }] }, { alarms: [{ code: 'other', subject: 's1' }] }, '1 sale that a register gave back'],
]; // prettier-ignore

describe('checks', () => {
  it.each(CASES)('%s is found when it is so, not while it is well, and said in the words of the store', (code, wrong, well, said) => {
    const found = judge(anObservation({ status: aStatus(wrong) })).findings;
    expect(found.map((one) => one.code)).toEqual([code]);
    const { cause, effect } = textOf(found[0]!, words);
    expect(`${cause} ${effect}`).toContain(said);
    expect(judge(anObservation({ status: aStatus(well) })).findings).toEqual([]);
  });

  it('a disk that fills up within two weeks is said before it is low', () => {
    const filling = (inMs: number) => judge(anObservation({ diskFullAt: NOW + inMs })).findings.map(({ code }) => code);
    expect([filling(13 * DAY), filling(15 * DAY)]).toEqual([['disk.filling'], []]);
  });

  it('a customer at the terminal is no unclear payment, until the terminal had its time', () => {
    const payment = { attemptId: 'a', channelId: 'c', registerId: '3', amount: '31.40', currency: 'EUR' };
    const started = (agoMs: number) =>
      judge(anObservation({ status: aStatus({ unclear: [{ ...payment, state: 'started', startedAt: NOW - agoMs }] }) })).findings.map(({ code }) => code);
    expect([started(MINUTE), started(3 * MINUTE)]).toEqual([[], ['card.unclear']]);
    const unknown = aStatus({ unclear: [{ ...payment, state: 'unknown', startedAt: NOW }] });
    expect(judge(anObservation({ status: unknown })).first).toMatchObject({ code: 'card.unclear' });
  }); // prettier-ignore

  it('work that was planned explains a box that is silent meanwhile, and nothing before or after', () => {
    const work = { startsAt: NOW - MINUTE, endsAt: NOW + 20 * MINUTE };
    const silent = { isUnitAnswering: false, silentSince: NOW - MINUTE, process: null };
    const codes = (parts: Parameters<typeof anObservation>[0]) => judge(anObservation(parts)).findings.map(({ code }) => code);
    const verdict = judge(anObservation({ ...silent, work }));
    expect(verdict).toMatchObject({ state: 'not-selling', first: { code: 'work.under-way', consequences: [{ code: 'unit.silent' }] } });
    expect(textOf(verdict.first!, words).cause).toBe('Work on this box goes on until 11:32.');
    expect(codes({ work })).toEqual(['work.under-way']);
    expect(codes({ work: { ...work, startsAt: NOW + MINUTE } })).toEqual(['work.announced']);
    expect(codes({ ...silent, work: { ...work, startsAt: NOW + MINUTE } })).toEqual(['unit.silent', 'work.announced']);
    expect(codes({ ...silent, work: { ...work, endsAt: NOW } })).toEqual(['unit.silent']);
  });
});
