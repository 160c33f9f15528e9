import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { noticesOf, type Notice } from '@app/appliance';
import { findBox } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { EventHub } from '@app/platform';
import { REAL_TIME_LIMITS } from '@app/real-time';
import { HeadquartersLine } from '../wiring/headquarters-line';
import { CLOCK, STORE } from '../wiring/parts';
import { PlannedWorkService } from './planned-work.service';

const LOOK_EVERY_MS = 1_000;
const OF_REGISTERS: readonly string[] = ['device', 'employee'];
/** What registers cannot do while headquarters is away. */
const WAITING = Object.values(OPERATIONS)
  .filter(({ connectivity, caller }) => connectivity === 'needs-headquarters' && OF_REGISTERS.includes(caller))
  .map(({ id }) => id);

/** What registers are told beside their work. A change is an event; who hears it asks. */
@Injectable()
export class NoticesService implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private told = versionOf([]);

  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(HeadquartersLine) private readonly line: HeadquartersLine,
    @Inject(EventHub) private readonly events: EventHub,
    private readonly work: PlannedWorkService,
  ) {}

  onApplicationBootstrap(): void {
    // A store that cannot be read is told by other ways.
    this.timer = setInterval(() => void this.tellChange().catch(() => undefined), LOOK_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async read(): Promise<readonly Notice[]> {
    return noticesOf({
      now: this.clock.now(),
      isEnrolled: (await findBox(this.store.reader)) !== undefined,
      headquarters: { ...this.line.reachability, isRealTimeRefusing: this.line.isRefusing(REAL_TIME_LIMITS) },
      work: await this.work.read(),
      waiting: WAITING,
    });
  }

  async list(): Promise<{ readonly version: string; readonly notices: readonly Notice[] }> {
    const notices = await this.read();
    return { version: versionOf(notices), notices };
  }

  private async tellChange(): Promise<void> {
    const { version } = await this.list();
    if (version === this.told) return;
    this.told = version;
    this.events.publish({ resource: 'notices', version });
  }
}

function versionOf(notices: readonly Notice[]): string {
  return createHash('sha256').update(JSON.stringify(notices)).digest('hex').slice(0, 12);
}
