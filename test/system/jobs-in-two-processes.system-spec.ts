import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithRedis, TestRedis } from '@app/testing';
import { until } from '../../tools/simulate/src/scenarios/until';
import { inFolder } from './support/folders';

const PROGRAM = join(__dirname, 'support', 'job-process.cjs');
const LEASE_MS = 2_000;

interface Note {
  readonly what: string;
  readonly pid: number;
}

function notesIn(file: string): Note[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  return lines.map((line) => ({ what: line.split(' ')[0] ?? '', pid: Number(line.split(' ')[1]) }));
}

/** Runs that began while another was under way. */
function overlaps(notes: readonly Note[]): Note[] {
  return notes.filter(({ what }, index) => what === 'begin' && notes[index - 1]?.what === 'begin');
}

describeWithRedis('a job of several processes', () => {
  const processes: ChildProcess[] = [];
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await TestRedis.prepare();
    await redis.start();
  });
  afterAll(async () => {
    for (const one of processes) one.kill('SIGKILL');
    await redis.kill();
  });

  it('runs in one at a time, goes over to another when its process is killed in the middle, and survives an empty Redis', () =>
    inFolder('jobs', async (folder) => {
      const file = join(folder, 'runs');
      const runsOf = (pid: number | undefined) => notesIn(file).filter((note) => note.what === 'begin' && note.pid === pid).length;
      for (let i = 0; i < 2; i += 1)
        processes.push(spawn(process.execPath, [PROGRAM, redis.url, file, String(LEASE_MS)], { stdio: 'inherit' }));
      await until('both processes have runs', () => processes.every(({ pid }) => runsOf(pid) >= 5));

      let holder: Note | undefined;
      await until('a run is under way', () => (holder = notesIn(file).at(-1))?.what === 'begin');
      const victim = processes.find(({ pid }) => pid === holder?.pid);
      const survivor = processes.find((one) => one !== victim);
      const ended = victim && once(victim, 'exit');
      victim?.kill('SIGKILL');
      await ended;
      const killedAt = notesIn(file).length;
      const before = runsOf(survivor?.pid);
      await until('the other one goes on', () => runsOf(survivor?.pid) > before + 5);

      await redis.kill();
      await redis.start();
      const empty = runsOf(survivor?.pid);
      await until('it goes on over an empty Redis', () => runsOf(survivor?.pid) > empty + 5);
      const notes = notesIn(file);
      expect([overlaps(notes.slice(0, killedAt)), overlaps(notes.slice(killedAt))]).toEqual([[], []]);
    }));
});
