import { aChannel, aDownload, anObservation, aRegister, aStatus, NOW } from './testing/an-observation';
import { judge } from './verdict';

const MINUTE = 60_000;

describe('verdict', () => {
  it('is selling, with nothing to say, when all is well', () => {
    expect(judge(anObservation())).toEqual({ state: 'selling', first: null, findings: [] });
  });

  it('is ready as long as no register is set up', () => {
    const verdict = judge(anObservation({ status: aStatus({ registers: [aRegister({ deviceState: 'none' })] }) }));
    expect(verdict).toMatchObject({ state: 'ready', first: { code: 'registers.none', action: 'show-registers' } });
  });

  it('is unknown until the unit had time for its first answer', () => {
    const justNow = { status: null, statusAt: null, isUnitAnswering: false, silentSince: NOW - 2000 };
    const process = { state: 'running', restarts: 0, startedAt: NOW - 2000, nextStartAt: null } as const;
    expect(judge(anObservation({ ...justNow, process }))).toMatchObject({ state: 'unknown' });
    expect(judge(anObservation({ ...justNow, silentSince: NOW - MINUTE, process: null }))).toMatchObject({ state: 'not-selling' });
  });

  it('says only the silence while the unit is silent, for its last answer explains nothing', () => {
    const status = aStatus({ headquarters: { isReachable: false } });
    const verdict = judge(anObservation({ status, isUnitAnswering: false, silentSince: NOW - 2 * MINUTE }));
    expect(verdict.findings.map(({ code }) => code)).toEqual(['unit.silent']);
    expect(verdict.state).toBe('not-selling');
  });

  it('tells a crash loop and a stopped unit from silence', () => {
    const silent = { isUnitAnswering: false, silentSince: NOW - 2 * MINUTE };
    const waiting = { state: 'waiting', restarts: 5, startedAt: NOW - 30_000, nextStartAt: NOW + 4000 } as const;
    expect(judge(anObservation({ ...silent, process: waiting })).first).toMatchObject({ code: 'unit.crashing', restarts: 5 });
    expect(judge(anObservation({ ...silent, process: { ...waiting, state: 'stopped' } })).first).toMatchObject({ code: 'unit.stopped' });
  });

  it('says that the database is what keeps the unit from answering, when the unit could still say so', () => {
    const silent = { isUnitAnswering: false, silentSince: NOW - 2 * MINUTE, fault: 'database' } as const;
    expect(judge(anObservation(silent))).toMatchObject({ state: 'not-selling', first: { code: 'database.broken' } });
  });

  it.each([
    ['new', 'box.new', 'enrol'],
    ['enrolled', 'box.loading', null],
    ['loading', 'box.loading', null],
    ['behind', 'box.behind', 'show-registers'],
    ['superseded', 'box.superseded', null],
  ] as const)('is not selling while the box is %s', (state, code, action) => {
    expect(judge(anObservation({ status: aStatus({ box: { state } }) }))).toMatchObject({ state: 'not-selling', first: { code, action } });
  });

  it('names the registers that a box behind them waits for', () => {
    const registers = [aRegister(), aRegister({ registerId: '4', name: 'Register 4' })];
    const box = { state: 'behind', awaited: [{ channelId: 'c', registerId: '4' }] } as const;
    expect(judge(anObservation({ status: aStatus({ box, registers }) })).first).toMatchObject({ registerNames: ['Register 4'] });
  });

  it('is not selling when the database does not answer, whatever else is wrong', () => {
    const status = aStatus({ database: { ok: false, message: 'disk I/O error' }, headquarters: { isReachable: false } });
    expect(judge(anObservation({ status }))).toMatchObject({ state: 'not-selling', first: { code: 'database.broken' } });
  });

  it('is limited while headquarters is away, and tells a portal in between from a dead line', () => {
    const down = aStatus({ headquarters: { isReachable: false, since: NOW - MINUTE } });
    expect(judge(anObservation({ status: down }))).toMatchObject({ state: 'limited', first: { code: 'line.down' } });
    const portal = aStatus({ headquarters: { isReachable: false, somethingElseAnswers: true } });
    expect(judge(anObservation({ status: portal }))).toMatchObject({ state: 'limited', first: { code: 'line.intercepted' } });
  });

  it('puts an unclear card payment before the line, the oldest first', () => {
    const payment = { channelId: 'c', registerId: '3', amount: '31.40', currency: 'EUR' };
    const unclear = [
      { ...payment, attemptId: 'younger', startedAt: NOW - MINUTE },
      { ...payment, attemptId: 'older', startedAt: NOW - 2 * MINUTE },
    ];
    const verdict = judge(anObservation({ status: aStatus({ unclear, headquarters: { isReachable: false } }) }));
    expect(verdict.first).toMatchObject({ code: 'card.unclear', count: 2, registerName: 'Register 3', payment: { attemptId: 'older' } });
    expect(verdict.findings.map(({ code }) => code)).toEqual(['card.unclear', 'line.down']);
  });

  it('stays selling when a register with an open shift falls silent, and asks for a look', () => {
    const registers = [aRegister({ isShiftOpen: true, lastSeenAt: NOW - 16 * MINUTE }), aRegister({ registerId: '4', name: 'Register 4' })];
    expect(judge(anObservation({ status: aStatus({ registers }) }))).toMatchObject({
      state: 'selling',
      first: { code: 'register.silent', weight: 'attention', count: 1 },
    });
  });

  it('names the store of a register where the box serves several', () => {
    const registers = [aRegister({ isShiftOpen: true, lastSeenAt: NOW - 16 * MINUTE })];
    const two = aStatus({ registers, channels: [aChannel(), aChannel({ channelId: 'd', name: 'Lakeside' })] });
    expect(judge(anObservation({ status: two })).first).toMatchObject({ registerName: 'Register 3, Riverside 0042' });
    expect(judge(anObservation({ status: aStatus({ registers }) })).first).toMatchObject({ registerName: 'Register 3' });
  });

  it('warns of a disk that fills up', () => {
    const disk = (freeBytes: number) => judge(anObservation({ status: aStatus({ disk: { freeBytes } }) }));
    expect(disk(100e6)).toMatchObject({ state: 'limited', first: { code: 'disk.full' } });
    expect(disk(1e9)).toMatchObject({ state: 'selling', first: { code: 'disk.low' } });
  });

  it('warns of downloads that are late, those that decide what a sale costs first and by more than the others', () => {
    const customers = aDownload({ job: '1010', name: 'Customers', isImportant: false, dueAt: NOW - 300 * MINUTE });
    const late = (...jobs: ReturnType<typeof aDownload>[]) =>
      judge(anObservation({ status: aStatus({ prices: { version: 1, appliedAt: NOW, jobs } }) })).first;
    expect(late(customers, aDownload({ dueAt: NOW - 61 * MINUTE }))).toMatchObject({
      code: 'downloads.late',
      weight: 'attention',
      jobs: [{ job: '1020' }, { job: '1010' }],
    });
    expect(late(customers, aDownload({ dueAt: NOW - 59 * MINUTE }))).toMatchObject({ weight: 'information', jobs: [{ job: '1010' }] });
    expect(late(aDownload({ dueAt: null, createdAt: 0 }))).toBeNull();
  });

  it('names what headquarters lost or changed, and goes on selling', () => {
    const alarms = [
      { code: 'upload.missing', subject: 'R1-17' },
      { code: 'upload.missing', subject: 'R1-18' },
      { code: 'upload.different', subject: 'R2-4' },
      { code: 'content.different', subject: 'catalog' },
    ];
    const { state, findings } = judge(anObservation({ status: aStatus({ alarms }) }));
    expect(state).toBe('selling');
    expect(findings).toMatchObject([
      { code: 'records.lost', names: ['R1-17', 'R1-18'] },
      { code: 'records.different', names: ['R2-4'] },
      { code: 'catalog.different' },
    ]);
  });
});
