import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { judge, ownObservation, textOf, type UnitStatus } from '@app/appliance';
import { newId } from '@app/kernel';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const STRACE = process.env['TEST_STRACE'] ?? '';
/** What each flush takes longer. */
const SLOWER_BY_MICROSECONDS = 700_000;
const FLUSHES = ['fsync', 'fdatasync'].join(',');
const words = { now: 0, timeZone: 'UTC', locale: 'en-GB' };

const canTrace = STRACE !== '' && spawnSync(STRACE, ['-o', '/dev/null', 'true']).status === 0;
const describeHere = canTrace ? describe : describe.skip;

/** The kernel itself is made to take longer for every flush of this process, as a dying disk does. */
describeHere(`a disk that has become slow${canTrace ? '' : ' [skipped: strace is not installed, or may not trace here]'}`, () => {
  let unit: TestUnit;
  let register: TestRegister;
  const shiftId = newId();
  beforeAll(async () => {
    unit = await openTestUnit();
    register = await unit.register();
    await register.post('/api/v1/shifts', { shiftId, float: '100.00' });
  });
  afterAll(() => unit.close());

  it('is found by the time that keeping a sale takes, with what cashiers notice of it, and is forgotten when it is quick again', async () => {
    expect(await slowness()).toBeUndefined();
    const found = await whileSlow(async () => {
      for (let count = 0; count < 6; count += 1) await payIn();
      return slowness();
    });
    expect(found).toMatchObject({ weight: 'attention', flushMs: expect.any(Number) });
    expect(textOf(found!, words)).toMatchObject({ cause: expect.stringMatching(/^The disk takes \d{3} ms to keep a sale\.$/) });
    for (let count = 0; count < 40 && (await slowness()) !== undefined; count += 1) await payIn();
    expect(await slowness()).toBeUndefined();
  });

  async function payIn(): Promise<void> {
    const body = { kind: 'paid-in', amount: '1.00', reason: 'change' };
    expect((await register.post(`/api/v1/shifts/${shiftId}/cash-movements`, body)).status).toBe(201);
  }

  async function slowness() {
    const headers = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
    const status = (await unit.call({ method: 'GET', path: '/management/v1/status', headers })).body as UnitStatus;
    const { findings } = judge(ownObservation(status));
    return findings.find(({ code }) => code === 'database.slow');
  }
});

async function whileSlow<Result>(work: () => Promise<Result>): Promise<Result> {
  const inject = `inject=${FLUSHES}:delay_enter=${SLOWER_BY_MICROSECONDS}`;
  const args = ['-f', '-p', String(process.pid), '-o', '/dev/null', '-e', `trace=${FLUSHES}`, '-e', inject];
  const tracer = spawn(STRACE, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    // It says when it has taken hold.
    await once(tracer.stderr, 'data');
    return await work();
  } finally {
    tracer.kill('SIGINT');
    await once(tracer, 'exit');
  }
}
