import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { Secret } from '../config/secret';
import { createJobRunner } from './create-job-runner';

const log = pino({ level: 'silent' });

function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)));
      socket.once('error', () => resolve(false));
    });
    if (isOpen) return;
    await pause(50);
  }
}

const suite = hasRedis() ? describe : describe.skip;

suite(hasRedis() ? 'jobs over Redis' : 'jobs over Redis: redis-server is not installed', () => {
  let redis: ChildProcess;
  let url: Secret;

  beforeAll(async () => {
    const port = await freePort();
    redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
    await listening(port);
    url = new Secret(`redis://127.0.0.1:${port}`);
  }, 30_000);
  afterAll(() => void redis.kill());

  it('are run by one of several processes each time they are due, and when triggered', async () => {
    const [first, second] = [createJobRunner(log, url, 'a'), createJobRunner(log, url, 'a')];
    let runs = 0;
    const job = {
      name: 'shared',
      everyMs: 200,
      run: async () => {
        runs += 1;
        await pause(20);
      },
    };
    await first.add(job);
    await second.add(job);
    await pause(1_500);
    const repeated = runs;
    expect(repeated).toBeGreaterThanOrEqual(3);
    expect(repeated).toBeLessThan(15);
    await first.trigger('shared');
    await pause(300);
    expect(runs).toBeGreaterThan(repeated);
    await Promise.all([first.stop(), second.stop()]);
  }, 30_000);
});
