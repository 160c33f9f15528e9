import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Observation } from '@app/appliance';
import { Observer } from '../observation/observer';
import { ManagementClient } from '../scale-unit/management-client';
import { keyFigures } from './key-figures';
import { MetricHistory } from './metric-history';

const MINUTE_MS = 60_000;
const DEADLINE_MS = 3_000;
/** A sale is dated before it is kept: after this it is there. */
const SETTLED_MS = 5_000;
/** Up to which moment of the unit's clock sales were counted, and how many there were since this history began. */
const COUNTED = { until: 'sales.counted-until', total: 'sales.total' };

/** Keeps the key figures of every minute, also of those in which the unit is down. */
@Injectable()
export class HistoryRecorder implements OnApplicationShutdown {
  private stopFollowing: (() => void) | undefined;
  private minute: number;
  private recording: Promise<void> = Promise.resolve();

  constructor(
    @Inject(MetricHistory) private readonly history: MetricHistory,
    @Inject(Observer) private readonly observer: Observer,
    @Inject(ManagementClient) private readonly unit: ManagementClient,
  ) {
    this.minute = minuteOf(history.lastAt() ?? 0);
  }

  start(): void {
    this.stopFollowing = this.observer.follow((observation) => void this.look(observation));
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopFollowing?.();
    await this.recording;
    this.history.close();
  }

  /** Never throws: a disk that is full takes sales before it takes figures. */
  look(observation: Observation): Promise<void> {
    const minute = minuteOf(observation.at);
    if (minute === this.minute) return this.recording;
    this.minute = minute;
    this.recording = this.recording.then(() => this.record(observation)).catch(() => undefined);
    return this.recording;
  }

  private async record(observation: Observation): Promise<void> {
    const sales = await this.countSales(observation).catch(() => undefined);
    const figures = { ...keyFigures(observation), ...(sales && { store_sales_total: sales[COUNTED.total] }) };
    this.history.append({ at: observation.at, figures }, sales);
  }

  /** Every sale once, whatever restarts in between: from where the last count ended. */
  private async countSales({ isUnitAnswering, status }: Observation): Promise<Record<string, number> | undefined> {
    if (!isUnitAnswering || !status) return undefined;
    const until = status.clock.now - SETTLED_MS;
    const from = this.history.mark(COUNTED.until) ?? until;
    const total = this.history.mark(COUNTED.total) ?? 0;
    // A clock that was put back counts on when it is past where it was.
    if (from >= until) return { [COUNTED.until]: from, [COUNTED.total]: total };
    const answer = await this.unit.ask({ method: 'GET', path: `/sales-count?from=${from}&until=${until}`, deadlineMs: DEADLINE_MS });
    return { [COUNTED.until]: until, [COUNTED.total]: total + Number((answer as { sales: number }).sales) };
  }
}

const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS);
