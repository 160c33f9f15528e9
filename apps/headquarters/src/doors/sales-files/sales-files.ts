import type { Database } from '@app/database';
import { businessDate, type Clock } from '@app/kernel';
import { channelEntity } from '@app/protocol';
import { findRow } from '../../company/company-rows';
import { beginRevision, endRevision, salesDays, unwrittenDays, type DayRange, type SalesDay } from './sales-days';
import { dayName, writeDay } from './write-day';

export interface SalesFilesOptions {
  readonly outbox: string;
  /** How long a past day must have been without another sale before it is written. */
  readonly quietMs: number;
}

/** Sales files of past business days, by themselves and on demand. */
export class SalesFiles {
  /** One after the other: two writers of one day would mix. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly options: SalesFilesOptions,
  ) {}

  /** Writes days that are over and have been quiet; one with late sales again, as its next revision. */
  async writeDue(signal: AbortSignal): Promise<void> {
    for (const day of await unwrittenDays(this.database.reader, { arrivedBefore: this.clock.now() - this.options.quietMs })) {
      if (signal.aborted) return;
      if (day.isComplete === 0 || (await this.isOver(day))) await this.inTurn(() => this.write(day));
    }
  }

  /** Writes the days of a range now, whether they were written before or not. Answers the names without their endings. */
  async writeRange(range: DayRange): Promise<string[]> {
    const days = await salesDays(this.database.reader, range);
    const names: string[] = [];
    for (const day of days) names.push(await this.inTurn(() => this.write(day)));
    return names;
  }

  /** A revision that was begun is finished first: what it says was fixed then. */
  private async write(day: SalesDay): Promise<string> {
    const { unitOfWork, reader } = this.database;
    const revision = (await unitOfWork.run((tx) => beginRevision(tx, day, this.clock.now()))) ?? day;
    await writeDay(reader, this.options.outbox, revision);
    await unitOfWork.run((tx) => endRevision(tx, revision));
    const hasMore = revision.arrival > revision.writtenArrival;
    return hasMore ? this.write(day) : dayName(revision);
  }

  /** Whether the store's own day is another one by now. A day of a channel that is gone is over. */
  private async isOver({ channelId, businessDate: date }: SalesDay): Promise<boolean> {
    const channel = await findRow(this.database.reader, channelEntity, { channelId });
    if (!channel) return true;
    return date < businessDate(this.clock.now(), channel.timeZone, channel.dayCutOffMinutes);
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
