import { Inject, Injectable } from '@nestjs/common';
import type { PlannedWork } from '@app/appliance';
import { findSetting, saveSetting } from '@app/channel-db';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { CLOCK, STORE } from '../wiring/parts';
import { plannedWork } from './notices.dto';

const SETTING = 'planned-work';
/** Longer is no notice any more, and would mute alerts for a day. */
const LONGEST_MS = 12 * 3_600_000;

/** Work on the box that people are told of before. It stands in the store, so that a restart amid the work does not forget it. */
@Injectable()
export class PlannedWorkService {
  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The last that was planned; it may be over. */
  async read(): Promise<PlannedWork | null> {
    return plannedWork.nullable().parse((await findSetting(this.store.reader, SETTING)) ?? null);
  }

  /** One at a time: another plan takes the place of the one before. */
  async plan(work: PlannedWork): Promise<PlannedWork> {
    const { startsAt, endsAt } = work;
    if (endsAt <= startsAt || endsAt <= this.clock.now() || endsAt - startsAt > LONGEST_MS)
      throw new DomainError('planned-work.times', 'work ends after it begins, in the future, and within 12 hours', { field: '/endsAt' });
    await this.save(work);
    return work;
  }

  /** It is over earlier, or does not take place. */
  async end(): Promise<PlannedWork | null> {
    const [work, now] = [await this.read(), this.clock.now()];
    if (!work || work.endsAt <= now) return work;
    const ended = { startsAt: Math.min(work.startsAt, now), endsAt: now };
    await this.save(ended);
    return ended;
  }

  private async save(work: PlannedWork): Promise<void> {
    await this.store.unitOfWork.run((tx) => saveSetting(tx, SETTING, work, this.clock.now()));
  }
}
