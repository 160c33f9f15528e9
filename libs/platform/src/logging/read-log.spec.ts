import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from './logger';
import { readLog, type LogLine, type LogQuestion } from './read-log';
import { RotatingFile } from './rotating-file';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'log-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const question = (differing: Partial<LogQuestion> = {}): LogQuestion => ({
  folder,
  processes: ['console', 'scale-unit'],
  limit: 3,
  ...differing,
});
const line = (at: number, facts: object = {}) =>
  `${JSON.stringify({ level: 30, time: new Date(at).toISOString(), msg: `m${at}`, ...facts })}\n`;

/** Every page, from the newest line to the oldest. */
async function all(asked: LogQuestion): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await readLog({ ...asked, cursor });
    lines.push(...page.lines);
    cursor = page.next;
  }
  return lines;
}

describe('a log', () => {
  it('is read page by page, newest first, over files and processes, without a line lost or twice', async () => {
    writeFileSync(join(folder, 'scale-unit.000009.log'), [1, 2, 5].map((at) => line(at)).join(''));
    writeFileSync(join(folder, 'scale-unit.000010.log'), [8, 9].map((at) => line(at)).join(''));
    writeFileSync(join(folder, 'console.000001.log'), [3, 4, 6, 7].map((at) => line(at)).join(''));
    for (const limit of [1, 2, 3, 100]) expect((await all(question({ limit }))).map(({ at }) => at)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect((await all(question({ processes: ['console'] }))).map(({ message }) => message)).toEqual(['m7', 'm6', 'm4', 'm3']);
    expect((await all(question({ since: 7 }))).map(({ at }) => at)).toEqual([9, 8, 7]);
  });

  it('is read by level and by correlation id, also where lines are longer than a read', async () => {
    const long = 'ä'.repeat(50_000);
    const lines = [
      line(1, { level: 50, correlationId: 'abc' }),
      line(2, { err: long }),
      line(3, { level: 40 }),
      line(4, { correlationId: 'abc' }),
    ];
    writeFileSync(join(folder, 'scale-unit.000001.log'), `${lines.join('')}{"level":30,"ti`);
    expect((await all(question({ level: 'warn' }))).map(({ at, level }) => [at, level])).toEqual([
      [3, 'warn'],
      [1, 'error'],
    ]);
    expect((await all(question({ correlationId: 'abc', limit: 1 }))).map(({ at }) => at)).toEqual([4, 1]);
    expect(JSON.parse((await all(question()))[2]?.details ?? '')).toEqual({ err: long });
  });

  it('that does not exist is empty', async () => {
    expect(await readLog(question({ folder: join(folder, 'none') }))).toEqual({ lines: [], next: null });
  });

  it('refuses a cursor that it did not give', async () => {
    await expect(readLog(question({ cursor: '../etc' }))).rejects.toMatchObject({ code: 'request.invalid' });
  });
});

describe('log files', () => {
  it('take turns, are no larger and no more than they may be, and go on after a restart', async () => {
    for (let start = 0; start < 3; start += 1) {
      const file = new RotatingFile({ folder, name: 'console', fileBytes: 1_000, files: 3 });
      for (let count = 0; count < 40; count += 1) {
        file.write(line(start * 40 + count, { start }));
        await pause(1);
      }
      file.flushSync();
    }
    const names = readdirSync(folder).toSorted();
    expect(names.length).toBeLessThanOrEqual(3);
    expect(names.every((name) => readFileSync(join(folder, name)).length < 1_200)).toBe(true);
    const lines = await all(question());
    // What is flushed at the end of a process may stand before a line that is just being written.
    const moments = lines.map(({ at }) => at).toSorted((one, other) => other - one);
    expect(moments).toEqual(lines.map((_, index) => 119 - index));
  });

  it('hold what a process said before it ended itself, without its secrets', async () => {
    const log = createLogger({ name: 'scale-unit', level: 'info', folder, isQuiet: true });
    await pause(20);
    log.fatal({ correlationId: 'k-1', err: Object.assign(new Error('PIN 482915, card 4111 1111 1111 1111'), { code: 'cart.closed' }) }, 'the end');
    const [last] = (await readLog(question())).lines;
    expect(last).toMatchObject({ level: 'fatal', process: 'scale-unit', message: 'the end', correlationId: 'k-1' });
    expect(JSON.parse(last?.details ?? '')).toMatchObject({ err: { code: 'cart.closed', message: 'PIN ***, card 4111 11** **** 1111' } });
  });

  it('do not stop a process whose disk takes nothing', async () => {
    const file = new RotatingFile({ folder, name: 'console' });
    const full = new RotatingFile({ folder, name: 'full' });
    rmSync(folder, { recursive: true });
    for (let count = 0; count < 10; count += 1) full.write(line(count));
    full.flushSync();
    file.flushSync();
    await pause(10);
    writeFileSync(folder, '');
  });
}); // prettier-ignore
