import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Clock } from '@app/kernel';
import { PROCESS_CONTROL, type ProcessControl } from '@app/platform';
import { cancelOrder, placeOrder, releaseBefore, requireSlots, UpdateFolder, type UpdateOrderFile } from '@app/updates';
import { CLOCK, SETTINGS, type ConsoleSettings } from '../config';
import { SOFTWARE_VERSION } from '../software-version';
import { answerOf } from './answer-of';
import type { UpdatesAnswer } from './updates-answer';

const UPDATER = 'updater';
const AT_ONCE: UpdateOrderFile['window'] = { opensAt: null, closesAt: null, deadlineAt: null };

/** Orders updates and says how far they are. Who carries them out is a process of its own; the two share a folder. */
@Injectable()
export class UpdatesService {
  private readonly files: UpdateFolder;
  private readonly start = () => this.processes.start(UPDATER);

  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(PROCESS_CONTROL) private readonly processes: ProcessControl,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.files = new UpdateFolder(join(settings.dataDir, 'updates'));
  }

  read(): UpdatesAnswer {
    const { updateMode: mode, updaterUrl } = this.settings;
    return answerOf(this.files, { mode, running: SOFTWARE_VERSION, hasSource: updaterUrl !== undefined });
  }

  async install(version: string, window: UpdateOrderFile['window'], by: string): Promise<void> {
    this.requireSource();
    if (version === SOFTWARE_VERSION) throw new DomainError('update.runs-already', `${version} runs now`, { field: '/version' });
    if (window.closesAt !== null && window.closesAt <= this.clock.now())
      throw new DomainError('update.window-over', 'the window is over', { field: '/window/closesAt' });
    await placeOrder(this.files, { version, kind: 'install', window, orderedBy: by }, this.start);
  }

  async undo(by: string): Promise<void> {
    requireSlots(this.settings.updateMode);
    const version = releaseBefore(this.files);
    if (version === undefined) throw new DomainError('update.none', 'no update was installed here that could be undone');
    await placeOrder(this.files, { version, kind: 'undo', window: AT_ONCE, orderedBy: by }, this.start);
  }

  cancel(by: string): Promise<void> {
    return cancelOrder(this.files, by, this.start);
  }

  /** Nothing is installed by it. */
  async look(): Promise<void> {
    this.requireSource();
    this.files.askForLook();
    await this.start();
  }

  private requireSource(): void {
    requireSlots(this.settings.updateMode);
    if (this.settings.updaterUrl === undefined) throw new DomainError('update.no-source', 'no address of releases is set: UPDATER_URL');
  }
}
