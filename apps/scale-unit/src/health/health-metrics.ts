import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { judge, ownObservation } from '@app/appliance';
import { Metrics, type Figure } from '@app/platform';
import { StatusService } from '../status/status.service';
import type { UnitStatusAnswer } from '../status/status.dto';
import { UnbalancedShifts } from './unbalanced-shifts';

/** Tells monitoring how the box is, in the fixed vocabulary of docs/monitoring.md. */
@Injectable()
export class HealthMetrics implements OnModuleInit {
  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(StatusService) private readonly status: StatusService,
    @Inject(UnbalancedShifts) private readonly unbalanced: UnbalancedShifts,
  ) {}

  onModuleInit(): void {
    this.metrics.add(async () => {
      const status = await this.status.status();
      return [
        ...sellingFigures(status), ...lineFigures(status), ...boxFigures(status), ...processFigures(status), ...workFigures(status), ...causeFigures(status),
        ...moneyFigures(status, await this.unbalanced.count()),
      ]; // prettier-ignore
    });
  }
}

function sellingFigures({ software, selling }: UnitStatusAnswer): Figure[] {
  const active = selling.registers.filter(({ deviceState }) => deviceState === 'active');
  return [
    { name: 'store_software_info', help: 'The release that runs.', values: [{ value: 1, labels: { version: software.version } }] },
    figure('store_selling', 'Whether the box can sell.', selling.isPossible),
    figure('store_registers_active', 'Registers that were set up.', active.length),
  ];
}

function lineFigures({ headquarters, prices, clock }: UnitStatusAnswer): Figure[] {
  const { isReachable, somethingElseAnswers, isRealTimeRefusing } = headquarters;
  return [
    figure('store_headquarters_reachable', 'Whether the last call to headquarters was answered by it.', isReachable),
    figure('store_headquarters_intercepted', 'Whether something else answers instead.', somethingElseAnswers),
    figure('store_real_time_refusing', 'Whether questions that need an answer now are not tried.', isRealTimeRefusing),
    figure('store_quarantined_rows', 'Rows of all jobs that could not be taken and wait.', prices.quarantinedCount),
    optional('store_price_age_seconds', 'Since when prices and products are as they are.', ageOf(prices.appliedAt, clock.now)),
    optional('store_clock_offset_seconds', "Headquarters' clock minus that of the machine.", secondsOf(clock.offsetMs)),
  ];
}

function boxFigures({ disk, database, certificate, jobs }: UnitStatusAnswer): Figure[] {
  return [
    figure('store_disk_free_bytes', 'Room on the disk of the data.', disk.freeBytes),
    figure('store_disk_size_bytes', 'Size of that disk.', disk.totalBytes),
    figure('store_database_size_bytes', 'What the databases of the box take.', disk.storeBytes),
    figure('store_database_sound', 'Whether the last full check found no damage.', database.ok),
    figure('store_jobs_failing', 'Jobs whose last three runs failed.', jobs.filter(({ failures }) => failures >= 3).length),
    optional('store_certificate_end_timestamp_seconds', 'Until when registers can trust the box.', secondsOf(certificate.validUntil)),
  ];
}

function processFigures({ process }: UnitStatusAnswer): Figure[] {
  return [
    figure('store_process_start_timestamp_seconds', 'When the scale unit started.', process.startedAt / 1000),
    figure('store_process_memory_bytes', 'Memory of the scale unit.', process.memoryBytes),
    figure('store_event_loop_lag_seconds', 'How late the event loop was, 99th percentile of the last minute.', process.loopLagMs / 1000),
    optional('store_commit_seconds', 'Mean time of a commit with its flush in the last minute.', secondsOf(process.flushMs)),
  ];
}

/** Told for a day after it is over, so that monitoring knows why the box was away. */
const WORK_TOLD_MS = 86_400_000;

function workFigures({ work, backup, clock }: UnitStatusAnswer): Figure[] {
  const told = work && clock.now - work.endsAt < WORK_TOLD_MS ? work : null;
  return [
    optional('store_planned_work_start_timestamp_seconds', 'When planned work begins, or began.', secondsOf(told?.startsAt ?? null)),
    optional('store_planned_work_end_timestamp_seconds', 'When it ends, or ended.', secondsOf(told?.endsAt ?? null)),
    optional('store_backup_last_timestamp_seconds', 'When the store was copied last.', secondsOf(backup.lastAt)),
  ];
}

/** One series per cause: what follows from another finding is not told again, so that one trouble raises one alert. */
function causeFigures(status: UnitStatusAnswer): Figure[] {
  const { findings } = judge(ownObservation(status));
  const values = findings.map(({ code, weight }) => ({ value: 1, labels: { code, weight } }));
  return [{ name: 'store_cause', help: 'What is wrong, by its cause.', values }];
}

function moneyFigures({ cards, selling }: UnitStatusAnswer, unbalanced: number): Figure[] {
  const unclear = cards.unclear.filter(({ state }) => state === 'unknown').length;
  const open = selling.registers.filter(({ isShiftOpen }) => isShiftOpen);
  const figures = [
    figure('store_card_payments_unclear', 'Card payments of which nobody knows whether they went through.', unclear),
    figure('store_shifts_open', 'Shifts that are open.', open.length),
    figure('store_shifts_overdue', 'Open shifts whose day is over.', open.filter(({ isShiftOverdue }) => isShiftOverdue).length),
    figure('store_shifts_unbalanced', 'Shifts of the last day that closed with another amount than expected.', unbalanced),
  ];
  return figures.map((one) => ({ ...one, isConfidential: true }));
}

const figure = (name: string, help: string, value: number | boolean): Figure => ({ name, help, values: [{ value: Number(value) }] });

/** Nothing is told of what nobody knows. */
const optional = (name: string, help: string, value: number | null): Figure => ({ name, help, values: value === null ? [] : [{ value }] });
const ageOf = (at: number | null, now: number): number | null => (at === null ? null : Math.max(0, (now - at) / 1000));
const secondsOf = (ms: number | null): number | null => (ms === null ? null : ms / 1000);
