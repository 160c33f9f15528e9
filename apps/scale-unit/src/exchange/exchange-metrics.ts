import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics, type Figure } from '@app/platform';
import type { Clock } from '@app/kernel';
import { CLOCK } from '../wiring/parts';
import { ExchangeControl } from './exchange-control.service';
import type { ExchangeStateAnswer } from './exchange.dto';

/** Tells monitoring what the exchange did and what waits. */
@Injectable()
export class ExchangeMetrics implements OnModuleInit {
  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(ExchangeControl) private readonly control: ExchangeControl,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.metrics.add(async () => {
      const state = await this.control.state();
      return [...downFigures(state), ...upFigures(state, this.clock.now())];
    });
  }
}

function downFigures({ jobs, isPausedHere, line }: ExchangeStateAnswer): Figure[] {
  const ofJobs = (valueOf: (one: ExchangeStateAnswer['jobs'][number]) => number) =>
    jobs.map((one) => ({ value: valueOf(one), labels: { job: one.job } }));
  return [
    figure('store_exchange_paused', 'Whether nothing comes down: 1 when it is paused here or by headquarters.', isPausedHere || line.isPaused ? 1 : 0),
    { name: 'store_job_age_seconds', help: 'Age of what was applied last, by the minute, since headquarters made it.', values: ofJobs(({ ageMinutes }) => ageMinutes * 60) },
    { name: 'store_job_overdue_seconds', help: 'How long something newer, or the word that there is nothing, is overdue as the schedule of the job goes.', values: ofJobs(({ overdueMinutes }) => overdueMinutes * 60) },
    { name: 'store_job_rows', help: 'Rows of the package that was applied last.', values: ofJobs(({ rowCount }) => rowCount) },
    { name: 'store_job_quarantined_rows', help: 'Rows that could not be taken and wait.', values: ofJobs(({ quarantinedCount }) => quarantinedCount) },
  ]; // prettier-ignore
}

function upFigures({ upload }: ExchangeStateAnswer, now: number): Figure[] {
  const { waitingCount, waitingAmounts, oldestAt, lastAcknowledgedAt } = upload;
  const amounts = Object.entries(waitingAmounts).map(([currency, amount]) => ({ value: Number(amount), labels: { currency } }));
  const oldestSeconds = oldestAt === null ? 0 : Math.max(0, (now - oldestAt) / 1000);
  const figures = [
    figure('store_sales_waiting', 'Sales that headquarters does not have yet.', waitingCount),
    { name: 'store_sales_waiting_amount', help: 'What they are worth, in units of the currency.', values: amounts },
    figure('store_sales_waiting_oldest_seconds', 'How long the oldest of them has waited.', oldestSeconds),
    figure('store_upload_last_timestamp_seconds', 'When headquarters last acknowledged records; 0 when it never did.', (lastAcknowledgedAt ?? 0) / 1000),
  ]; // prettier-ignore
  return figures.map((one) => ({ ...one, isConfidential: true }));
}

const figure = (name: string, help: string, value: number): Figure => ({ name, help, values: [{ value }] });
