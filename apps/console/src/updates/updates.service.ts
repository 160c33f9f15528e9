import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { UpdateFacts } from '@app/appliance';
import { DomainError, type Clock } from '@app/kernel';
import { PROCESS_CONTROL, type ProcessControl } from '@app/platform';
import { cancelOrder, placeOrder, releaseBefore, requireSlots, UpdateFolder, type UpdateOrderFile } from '@app/updates';
import { CLOCK, SETTINGS, type ConsoleSettings } from '../config';
import { SOFTWARE_VERSION } from '../software-version';
import { answerOf } from './answer-of';
import type { UpdatesAnswer } from './updates-answer';

const UPDATER = 'updater';
const AT_ONCE: UpdateOrderFile['window'] = { opensAt: null, closesAt: null, deadlineAt: null };

const LOOK_EVERY_MS = 3_600_000;
/** What was asked within this time is known. */
const KNOWN_FOR_MS = 24 * 3_600_000;

/** Orders updates and says how far they are. Who carries them out is a process of its own; the two share a folder. */
@Injectable()
export class UpdatesService implements OnApplicationShutdown {
  private readonly files: UpdateFolder;
  private timer: NodeJS.Timeout | undefined;
  private readonly startUpdater = () => this.processes.start(UPDATER);
  private readonly box = { running: SOFTWARE_VERSION, start: this.startUpdater };

  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(PROCESS_CONTROL) private readonly processes: ProcessControl,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.files = new UpdateFolder(join(settings.dataDir, 'updates'));
  }

  /** Asks once a day what is offered, so that somebody is told when the signed list is not renewed. */
  start(): void {
    this.timer = setInterval(() => void this.lookDaily(), LOOK_EVERY_MS);
    void this.lookDaily();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Whether it was asked: not where nobody publishes releases for this box. A launcher that is away is asked again in an hour. */
  async lookDaily(): Promise<boolean> {
    const { seenAt } = this.files.offered() ?? { seenAt: null };
    const isKnown = seenAt !== null && this.clock.now() - seenAt < KNOWN_FOR_MS;
    if (isKnown || this.read().underWay) return false;
    return this.look().then(
      () => true,
      () => false,
    );
  }

  read(): UpdatesAnswer {
    const { updateMode: mode, updaterUrl } = this.settings;
    return answerOf(this.files, { mode, running: SOFTWARE_VERSION, hasSource: updaterUrl !== undefined });
  }

  /** For the verdict; null when the files cannot be read. */
  facts(): UpdateFacts | null {
    try {
      const { underWay, offered, history } = this.read();
      const [last = null] = history;
      return { underWay, last, offered };
    } catch {
      return null;
    }
  }

  async install(version: string, window: UpdateOrderFile['window'], by: string): Promise<void> {
    this.requireSource();
    if (window.closesAt !== null && window.closesAt <= this.clock.now())
      throw new DomainError('update.window-over', 'the window is over', { field: '/window/closesAt' });
    await placeOrder(this.files, { version, kind: 'install', window, orderedBy: by }, this.box);
  }

  async undo(by: string): Promise<void> {
    requireSlots(this.settings.updateMode);
    const version = releaseBefore(this.files);
    if (version === undefined) throw new DomainError('update.none', 'no update was installed here that could be undone');
    await placeOrder(this.files, { version, kind: 'undo', window: AT_ONCE, orderedBy: by }, this.box);
  }

  cancel(by: string): Promise<void> {
    return cancelOrder(this.files, by, this.startUpdater);
  }

  /** Nothing is installed by it. */
  async look(): Promise<void> {
    this.requireSource();
    this.files.askForLook();
    await this.startUpdater();
  }

  private requireSource(): void {
    requireSlots(this.settings.updateMode);
    if (this.settings.updaterUrl === undefined) throw new DomainError('update.no-source', 'no address of releases is set: UPDATER_URL');
  }
}
