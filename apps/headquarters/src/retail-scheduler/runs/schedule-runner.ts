import { setImmediate } from 'node:timers/promises';
import type { Database } from '@app/database';
import { DomainError, newId, type Clock } from '@app/kernel';
import { currentVersion } from '../../company/company-rows';
import { areChangesHeld } from '../../company/change-holds';
import { counterValue } from '../../company/version-counters';
import { downloadJobsIn } from '../definitions/jobs';
import { nextTime } from '../definitions/recurrence';
import {
  dueSchedules,
  findSchedule,
  noteCovered,
  putSchedule,
  schedulesOnChange,
  setNextRun,
  type Schedule,
} from '../definitions/schedules';
import type { Offered, RetailScheduler } from '../retail-scheduler';
import { candidates } from './candidates';
import { keepRun, type RunCause, type ScheduleRun } from './run-log';

interface RunnerOptions {
  readonly clock: Clock;
  /** IANA name; cron goes by it. */
  readonly timeZone: string;
}

/** Runs schedules, one at a time. What a run that was cut off did not get to is done by the next one. */
export class ScheduleRunner {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly scheduler: RetailScheduler,
    private readonly options: RunnerOptions,
  ) {}

  /** Makes or changes a schedule; its times are counted from now on. */
  async put(schedule: Omit<Schedule, 'isPredefined' | 'covered' | 'nextRunAt'>): Promise<void> {
    const nextRunAt = nextTime(schedule.recurrence, this.options.clock.now(), this.options.timeZone);
    await this.database.unitOfWork.run((tx) => putSchedule(tx, { ...schedule, nextRunAt }));
  }

  /** Runs a schedule now over every box of its groups. */
  runNow(scheduleId: string): Promise<ScheduleRun> {
    return this.inTurn(async () => {
      const schedule = await findSchedule(this.database.reader, scheduleId);
      if ((await this.jobsOf(schedule)).length === 0)
        throw new DomainError('schedule.nothing-to-run', 'none of its jobs sends anything down; sales come up by themselves');
      return this.run(schedule, 'manual');
    });
  }

  /** Runs every schedule whose time has come. One that was missed while headquarters was down runs once. */
  runDue(): Promise<void> {
    return this.inTurn(async () => {
      const { reader, unitOfWork } = this.database;
      const now = this.options.clock.now();
      if (await areChangesHeld(reader, now)) return;
      for (const schedule of await dueSchedules(reader, now)) {
        await this.run(schedule, 'cron');
        const nextRunAt = nextTime(schedule.recurrence, this.options.clock.now(), this.options.timeZone);
        await unitOfWork.run((tx) => setNextRun(tx, schedule.scheduleId, nextRunAt));
      }
    });
  }

  /** Brings down what changed since the last look, to whom it concerns. */
  runChanged(): Promise<void> {
    return this.inTurn(async () => {
      const { reader } = this.database;
      const now = await this.present();
      const behind = (await schedulesOnChange(reader)).filter(
        ({ covered }) => covered.version < now.version || covered.definition < now.definition,
      );
      if (behind.length === 0 || (await areChangesHeld(reader, this.options.clock.now()))) return;
      for (const schedule of behind) await this.cover(schedule, now);
    });
  }

  /** Looks at every box of what runs on change, so that what was given up is offered again. */
  sweep(): Promise<void> {
    return this.inTurn(async () => {
      for (const schedule of await schedulesOnChange(this.database.reader)) await this.distribute(schedule, null);
    });
  }

  private async cover(schedule: Schedule, to: Schedule['covered']): Promise<void> {
    const { covered } = schedule;
    const startedAt = this.options.clock.now();
    const offered = await this.distribute(schedule, covered.definition < to.definition ? null : covered.version);
    await this.database.unitOfWork.run(async (tx) => {
      if (offered.missedCount === 0) await noteCovered(tx, schedule, to);
      if (offered.sessionCount === 0) return;
      await keepRun(tx, { ...this.begun(schedule, 'change', to.version), ...ended('done', offered, this.options.clock.now()), startedAt });
    });
  }

  private async run(schedule: Schedule, cause: RunCause): Promise<ScheduleRun> {
    const { unitOfWork, reader } = this.database;
    const begun = this.begun(schedule, cause, await currentVersion(reader));
    await unitOfWork.run((tx) => keepRun(tx, begun));
    try {
      const done = { ...begun, ...ended('done', await this.distribute(schedule, null), this.options.clock.now()) };
      await unitOfWork.run((tx) => keepRun(tx, done));
      return done;
    } catch (error) {
      const nothing = { boxCount: 0, sessionCount: 0, missedCount: 0 };
      const message = String(error).slice(0, 1_000);
      await unitOfWork.run((tx) => keepRun(tx, { ...begun, ...ended('failed', nothing, this.options.clock.now()), message }));
      throw error;
    }
  }

  private async distribute(schedule: Schedule, since: number | null): Promise<Offered> {
    const total = { boxCount: 0, sessionCount: 0, missedCount: 0 };
    const jobs = await this.jobsOf(schedule);
    if (jobs.length === 0) return total;
    const view = await this.scheduler.view();
    for await (const page of candidates(this.database.reader, { dataGroupIds: schedule.dataGroupIds, since })) {
      const offered = await this.scheduler.offer(page, jobs, view);
      total.boxCount += offered.boxCount;
      total.sessionCount += offered.sessionCount;
      total.missedCount += offered.missedCount;
      // Boxes that ask meanwhile are answered between pages.
      await setImmediate();
    }
    return total;
  }

  private async jobsOf({ jobs }: Schedule) {
    const { definitions } = await this.scheduler.view();
    return downloadJobsIn(jobs, definitions.jobs);
  }

  private async present(): Promise<Schedule['covered']> {
    const { reader } = this.database;
    return { version: await currentVersion(reader), definition: await counterValue(reader, 'definition') };
  }

  private begun({ scheduleId }: Schedule, cause: RunCause, toVersion: number): ScheduleRun {
    const startedAt = this.options.clock.now();
    return {
      runId: newId(),
      scheduleId,
      cause,
      state: 'running',
      toVersion,
      startedAt,
      finishedAt: null,
      boxCount: 0,
      sessionCount: 0,
      message: null,
    };
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

function ended(state: 'done' | 'failed', { boxCount, sessionCount }: Offered, finishedAt: number) {
  return { state, boxCount, sessionCount, finishedAt };
}
