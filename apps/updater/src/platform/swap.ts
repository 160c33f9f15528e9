import { beginUpdate, type GateReason, type UpdateReason } from '@app/appliance';
import { DomainError, newId, systemClock, type Instant } from '@app/kernel';
import { releaseBefore, runUpdate, updateOrder, type UpdateFolder, type UpdateOrderFile } from '@app/updates';
import type { UpdaterSettings } from '../config';
import { ownRelease } from '../own-release';
import { BoxProbe } from '../probes/probe-box';
import { endPlannedWork, gateStep } from '../steps/gate-step';
import { stepsOf } from '../steps/steps';
import { partsFor, type UpdateParts } from '../steps/update-parts';
import { PlatformControl } from './platform-control';

const WHO = 'the platform';

interface SwapOptions {
  readonly settings: UpdaterSettings;
  readonly files: UpdateFolder;
}

/** The same gate, probes and undo as of slots, for a switch that somebody else makes: whoever runs the container swaps its image. */
export class Swap {
  private readonly own = ownRelease(__dirname);

  constructor(private readonly options: SwapOptions) {}

  /** Waits for a moment at which trade allows a stop, after registers were told. Empty when it has come; else why it has not. */
  async gate(window: { readonly withinMs: number; readonly deadlineAt: Instant | null }): Promise<readonly GateReason[]> {
    const { files } = this.options;
    const order = orderFor(this.own.version, { deadlineAt: window.deadlineAt });
    const parts = this.partsFor(order);
    const limit = setTimeout(() => files.cancel(order.orderId, WHO), window.withinMs);
    try {
      await gateStep(parts)(beginUpdate({ updateId: order.orderId, from: this.own.version, to: order.version }, systemClock.now()));
      return [];
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'asked') throw error;
      await endPlannedWork(parts);
      return files.progress()?.whyNot ?? [];
    } finally {
      clearTimeout(limit);
      await parts.dispatcher.destroy();
    }
  }

  /** Notes how the box is, right before the swap. Answers the version that runs. */
  async noteBaseline(): Promise<string> {
    const { files, settings } = this.options;
    const look = await new BoxProbe(settings).look();
    if (look.version === '') throw new DomainError('probe.failed', look.faults.join('; '));
    files.forgetFacts();
    files.saveFact('baseline', look);
    files.saveFact('swapped-from', look.version);
    return look.version;
  }

  /** Watches what runs since the swap. Null when it stays; else why the image before has to come back. */
  async prove(): Promise<UpdateReason | null> {
    const { files } = this.options;
    const from = files.fact('swapped-from') as string | undefined;
    if (from === undefined) throw new DomainError('update.no-baseline', 'nobody noted how the box was before: prove --baseline');
    const to = this.own.version;
    const order = orderFor(to, { kind: from === to ? 'undo' : 'install' });
    files.saveFact('order', order);
    const parts = this.partsFor(order);
    const swapped = { ...beginUpdate({ updateId: order.orderId, from, to }, systemClock.now()), state: 'proving' as const };
    const ended = await runUpdate(swapped, {
      files,
      // Who asked is told, and brings the image before back.
      steps: { ...stepsOf(parts), undoing: async () => ({ kind: 'done' }) },
      slots: () => ({ running: to, isOnTrial: true, returned: null }),
      tidyUp: async () => void (await endPlannedWork(parts)),
      clock: systemClock,
      log: () => undefined,
    });
    await parts.dispatcher.destroy();
    return ended.reason;
  }

  /** The version whose image has to come back. What is being proven is given up. */
  undo(): string {
    const { files } = this.options;
    const [update, last] = [files.underWay(), files.history().at(-1)];
    if (update) files.cancel(update.updateId, WHO);
    const to = update ? update.from : last?.state === 'undone' ? last.from : releaseBefore(files);
    if (to === undefined) throw new DomainError('update.none', 'no image was swapped here that could be swapped back');
    return to;
  }

  private partsFor(order: UpdateOrderFile): UpdateParts {
    return partsFor({ ...this.options, order, launcher: new PlatformControl(this.options.settings.launcherSocket) });
  }
}

function orderFor(version: string, { kind = 'install', deadlineAt = null }: { kind?: 'install' | 'undo'; deadlineAt?: Instant | null }) {
  return updateOrder.parse({ orderId: newId(), version, kind, window: { opensAt: null, closesAt: null, deadlineAt }, orderedBy: WHO });
}
