import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAM = process.env.TEST_REDIS_SERVER ?? 'redis-server';
const HAS_REDIS = spawnSync(PROGRAM, ['--version'], { stdio: 'ignore' }).status === 0;

/** Tests over a real Redis of their own. */
export function describeWithRedis(name: string, tests: () => void): void {
  if (HAS_REDIS) describe(name, tests);
  else describe.skip(`${name} [skipped: redis-server is not installed]`, tests);
}

/** A Redis that keeps nothing on disk: killed and started again, it is empty. */
export class TestRedis {
  private server: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  /** On a port of its own; not started. */
  static async prepare(): Promise<TestRedis> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    return new TestRedis(port);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.server = spawn(PROGRAM, options, { stdio: 'ignore' });
    while (!(await this.answers())) await sleep(20);
  }

  async kill(): Promise<void> {
    if (!this.server || this.server.exitCode !== null || this.server.signalCode !== null) return;
    const ended = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await ended;
  }

  /** Frozen it takes connections and answers nothing. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.server?.kill(signal);
  }

  private async answers(): Promise<boolean> {
    const socket = connect(this.port, '127.0.0.1');
    return once(socket, 'connect').then(
      () => Boolean(socket.destroy()),
      () => false,
    );
  }
}
