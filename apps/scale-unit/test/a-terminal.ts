import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ENTRY = join(__dirname, '../../../dist/tools/terminal/src/main.js');

interface Movement {
  readonly attemptId: string;
  readonly amount: string;
}

/** The card terminal simulator as its own process. It keeps its address and its ledger when it is killed and started again. */
export class TestTerminal {
  private child: ChildProcess | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'terminal-'));
  private port = 0;

  static async start(): Promise<TestTerminal> {
    const terminal = new TestTerminal();
    await terminal.start();
    return terminal;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const args = [ENTRY, '--port', String(this.port), '--ledger', join(this.folder, 'ledger.jsonl')];
    this.child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(this.child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    this.port = Number(new URL(url).port);
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async behave(change: object): Promise<void> {
    const answer = await fetch(`${this.url}/behaviour`, { method: 'POST', body: JSON.stringify(change) });
    if (!answer.ok) throw new Error(await answer.text());
  }

  async ledger(): Promise<{ readonly charges: readonly Movement[]; readonly reversals: readonly Movement[] }> {
    return (await (await fetch(`${this.url}/ledger`)).json()) as Awaited<ReturnType<TestTerminal['ledger']>>;
  }

  /** Charges minus what went back, in cents. */
  async kept(): Promise<number> {
    const { charges, reversals } = await this.ledger();
    const cents = (movements: readonly Movement[]) => movements.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
    return cents(charges) - cents(reversals);
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
