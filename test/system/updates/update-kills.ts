import { existsSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { UpdateStep } from '@app/appliance';
import { LauncherClient } from '@app/platform';
import { until } from '../../../tools/simulate/src/scenarios/until';
import { URGENT, type Ended, type ProcessName, type UpdatingBox } from './an-updating-box';

export interface PlannedKill {
  readonly victim: ProcessName;
  readonly state: UpdateStep;
  /** After the state was seen on disk. */
  readonly afterMs?: number;
}

const LOOK_EVERY_MS = 1;
const ENDS_WITHIN_MS = 180_000;
const WHOLE_WITHIN_MS = 60_000;
/** The release the launcher came with. */
const FACTORY = '0.1.0';

/** Ends processes of a box amid its updates, each in the state of the update that was asked for, as soon as that is on disk. */
export class UpdateKiller {
  private readonly launcher: LauncherClient;
  private launcherKilledAt = 0;

  constructor(
    private readonly box: UpdatingBox,
    private readonly note: (line: string) => void,
  ) {
    this.launcher = new LauncherClient(join(box.dataDir, 'launcher', 'control.sock'));
  }

  /** Orders a release, kills as planned and waits for the end. Answers also which kills came too late, because a state passed unseen. */
  async update(version: string, kills: readonly PlannedKill[]): Promise<{ readonly ended: Ended; readonly missed: PlannedKill[] }> {
    const began = performance.now();
    const before = this.box.history().length;
    // Else fetching would be over before it is seen.
    const letGo = this.box.web.hold();
    await this.box.updates('install', version, ...URGENT);
    const left = [...kills];
    for (const end = Date.now() + ENDS_WITHIN_MS; this.box.history().length === before; await pause(LOOK_EVERY_MS)) {
      if (Date.now() > end) throw new Error(`the update to ${version} did not end: ${await this.box.updates('status')}`);
      const next = left.findIndex(({ state }) => this.isIn(state));
      if (next >= 0 && (await this.kill(left[next]!))) left.splice(next, 1);
      if (left.every(({ state }) => state !== 'fetching')) letGo();
    }
    const ended = await this.box.ended(version);
    const why = ended.reason ? `${ended.reason.code}: ${ended.reason.detail}` : 'nothing was found';
    this.note(`${version}: ${ended.state} after ${((performance.now() - began) / 1_000).toFixed(1)} s, ${why}`);
    return { ended, missed: left };
  }

  /**
   * Resolves when the box runs one release and nothing of another: what the link names is what the launcher runs and what answers registers,
   * and the box can sell.
   */
  async untilWhole(): Promise<string> {
    const url = `http://127.0.0.1:${this.box.settings.ports['UNIT_PORT']}/readyz`;
    let found = '';
    const isWhole = async (): Promise<boolean> => {
      const { running, trial } = await this.launcher.releases();
      const link = join(this.box.dataDir, 'releases', 'current');
      const named = existsSync(link) ? readlinkSync(link) : null;
      found = await this.box.running();
      return trial === null && running === named && found === (named ?? FACTORY) && (await fetch(url)).ok;
    };
    await until('a box that is whole', () => isWhole().catch(() => false), WHOLE_WITHIN_MS);
    return found;
  }

  private async kill({ victim, state, afterMs = 0 }: PlannedKill): Promise<boolean> {
    if (afterMs > 0) await pause(afterMs);
    const at = this.box.state();
    const isDone = await this.box.kill(victim);
    if (isDone && victim === 'launcher') this.launcherKilledAt = Date.now();
    if (isDone) this.note(`  ${victim} killed in ${afterMs > 0 ? `${at}, ${afterMs} ms after ${state}` : state}`);
    return isDone;
  }

  private isIn(state: UpdateStep): boolean {
    if (this.box.state() !== state) return false;
    // What is found while the new release still starts is no fault of it.
    return state !== 'proving' || this.isLookedAt();
  }

  private isLookedAt(): boolean {
    const file = join(this.box.dataDir, 'updates', 'progress.json');
    const { state } = JSON.parse(readFileSync(file, 'utf8')) as { state: string };
    return state === 'proving' && statSync(file).mtimeMs > this.launcherKilledAt;
  }
}
