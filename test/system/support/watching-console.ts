import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { judge, type Cause, type FindingCode } from '@app/appliance';
import type { Clock } from '@app/kernel';
import { LauncherClient } from '@app/platform';
import { readSettings } from '../../../apps/console/src/config';
import { FixupsService } from '../../../apps/console/src/fixups/fixups.service';
import { Observer } from '../../../apps/console/src/observation/observer';
import { ManagementClient } from '../../../apps/console/src/scale-unit/management-client';
import { UpdatesService } from '../../../apps/console/src/updates/updates.service';
import type { Store } from '../../../tools/simulate/src/store/store';

/** The console's own parts over a running appliance: what they find, and what they mend of it. */
export class WatchingConsole {
  readonly observer: Observer;
  readonly fixups: FixupsService;
  readonly control: LauncherClient;

  constructor(store: Store, clock: Clock) {
    const settings = readSettings({ DATA_DIR: store.dataFolder, UNIT_MANAGEMENT_PORT: String(store.ports.management) });
    const unit = new ManagementClient(settings);
    this.control = new LauncherClient(join(store.dataFolder, 'launcher', 'control.sock'));
    const work = { read: () => null, keep: () => undefined };
    const updates = new UpdatesService(settings, this.control, clock);
    this.observer = new Observer(unit, { state: () => 'sealed' } as never, this.control, clock, { fullAt: () => null }, work, updates);
    this.fixups = new FixupsService(this.observer, unit, this.control, clock);
  }

  close(): void {
    this.fixups.onApplicationShutdown();
  }

  /** What is wrong now, by its causes. */
  async causes(): Promise<readonly Cause[]> {
    return judge(await this.observer.refresh()).findings;
  }

  /** Causes, and what follows from them. */
  async found(): Promise<FindingCode[]> {
    return (await this.causes()).flatMap(({ code, consequences }) => [code, ...consequences.map((one) => one.code)]);
  }

  untilFound(code: FindingCode): Promise<void> {
    return until(async () => (await this.found()).includes(code));
  }

  untilGone(code: FindingCode): Promise<void> {
    return until(async () => !(await this.found()).includes(code));
  }
}

/** Asks again until it is so; a question that fails is asked again too. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo().catch(() => false))) await sleep(100);
}
