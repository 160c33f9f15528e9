import { aDownload, anObservation, aRegister, aStatus, NOW } from './testing/an-observation';
import { judge } from './verdict';

const HOUR = 3_600_000;
const tree = (parts: Parameters<typeof aStatus>[0]) =>
  judge(anObservation({ status: aStatus(parts) })).findings.map(({ code, consequences }) => [code, consequences.map((one) => one.code)]);

const allThatALineBrings = {
  upload: { waitingCount: 42, waitingAmounts: { EUR: '1870.20' }, oldestAt: NOW - 40 * HOUR },
  prices: { version: 1, appliedAt: NOW - 40 * HOUR, jobs: [aDownload({ dueAt: NOW - 40 * HOUR })] },
  jobs: [{ name: 'upload', failures: 9, failingSince: NOW - 40 * HOUR }],
};

const farOff = { offsetMs: 400 * 24 * HOUR };

describe('causes', () => {
  it('one dead line is one finding, with all that follows from it under it', () => {
    const headquarters = { isReachable: false, since: NOW - 40 * HOUR, isRealTimeRefusing: true };
    expect(tree({ ...allThatALineBrings, headquarters })).toEqual([
      ['line.down', ['real-time.refusing', 'upload.waiting', 'downloads.late', 'jobs.failing']],
    ]);
    expect(tree({ ...allThatALineBrings, headquarters: { ...headquarters, somethingElseAnswers: true } })).toEqual([
      ['line.intercepted', ['real-time.refusing', 'upload.waiting', 'downloads.late', 'jobs.failing']],
    ]);
  });

  it('the same stands for itself while the line is there, for then the line is not why', () => {
    expect(tree(allThatALineBrings)).toEqual([
      ['upload.waiting', []],
      ['downloads.late', []],
      ['jobs.failing', []],
    ]);
  });

  it('what explains an explanation is the cause of both, and weighs what the heaviest does', () => {
    const found = judge(anObservation({
      status: aStatus({ ...allThatALineBrings, headquarters: { isReachable: false, isRefusedForDates: true }, clock: farOff }),
    })).findings; // prettier-ignore
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code: 'clock.wrong', weight: 'limits-selling' });
    expect(found[0]!.consequences.map(({ code }) => code)).toEqual(['line.refused', 'upload.waiting', 'downloads.late', 'jobs.failing']);
  });

  it('a wrong clock is no reason for a line that is dead, nor for a portal that answers', () => {
    expect(tree({ headquarters: { isReachable: false }, clock: farOff })).toEqual([
      ['line.down', []],
      ['clock.wrong', []],
    ]);
    expect(tree({ headquarters: { isReachable: false, somethingElseAnswers: true }, clock: farOff })).toEqual([
      ['line.intercepted', []],
      ['clock.wrong', []],
    ]);
  });

  it('two troubles that have nothing to do with each other stay two', () => {
    const registers = [aRegister({ isShiftOpen: true, lastSeenAt: NOW - HOUR })];
    expect(tree({ registers, headquarters: { isReachable: false } })).toEqual([
      ['line.down', []],
      ['register.silent', []],
    ]);
  });
});
