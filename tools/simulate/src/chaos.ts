import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random';
import type { TerminalControl, TerminalKind } from './store/terminal-control';
import type { Line } from './store/line';

/** What may be broken while the registers sell. */
export interface Breakable {
  readonly lineToHeadquarters: Line;
  readonly terminal: TerminalControl;
  killUnit(): Promise<void>;
  startUnit(): Promise<void>;
}

const PAUSE_MS = { least: 1_000, most: 4_000 };
const CUT_MS = { least: 500, most: 4_000 };
const UPSET: readonly TerminalKind[] = ['charged-no-answer', 'uncharged-no-answer', 'answer-lost', 'slow', 'decline', 'partial'];

/** Breaks one thing after the other until it is stopped, and leaves everything whole. The same seed breaks in the same order. */
export class Chaos {
  private isStopped = false;
  private readonly running: Promise<void>;
  readonly done: Record<'cuts' | 'kills' | 'upsets', number> = { cuts: 0, kills: 0, upsets: 0 };

  constructor(
    private readonly store: Breakable,
    private readonly random: Random,
  ) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    const troubles = [() => this.cutLine(), () => this.killUnit(), () => this.upsetTerminal()];
    while (!this.isStopped) {
      await sleep(this.random.between(PAUSE_MS.least, PAUSE_MS.most));
      if (!this.isStopped) await this.random.pick(troubles)();
    }
  }

  private async cutLine(): Promise<void> {
    this.done.cuts += 1;
    this.store.lineToHeadquarters.cut();
    await sleep(this.random.between(CUT_MS.least, CUT_MS.most));
    this.store.lineToHeadquarters.restore();
  }

  private async killUnit(): Promise<void> {
    this.done.kills += 1;
    await this.store.killUnit();
    await this.store.startUnit();
  }

  private async upsetTerminal(): Promise<void> {
    this.done.upsets += 1;
    await this.store.terminal.script([this.random.pick(UPSET), this.random.pick(UPSET)]);
  }
}
