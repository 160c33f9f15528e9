import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Exchange } from '@app/async-client';
import { CatalogReader } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock, Instant } from '@app/kernel';
import { JOB_RUNNER, type JobRunner } from '@app/platform';
import { findLastDay, isProven, proveDay, type LastDay } from '@app/store-operations';
import { EXCHANGE } from '../exchange/exchange';
import { BUSINESS_CLOCK, CLOCK, STORE } from '../wiring/parts';

const MINUTE_MS = 60_000;

type Known = LastDay & { readonly provenAt: Instant | null };

/** Whether the last day is closed and proven; asked again until it is. */
@Injectable()
export class LastDayProof implements OnApplicationBootstrap {
  private known: Known | null = null;

  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
    @Inject(EXCHANGE) private readonly exchange: Exchange,
    @Inject(JOB_RUNNER) private readonly jobs: JobRunner,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BUSINESS_CLOCK) private readonly businessClock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.add({ name: 'store.last-day', everyMs: MINUTE_MS, run: () => this.look() });
  }

  /** Null before a day was over, and until it was looked at. */
  read(): Known | null {
    return this.known;
  }

  async look(): Promise<void> {
    const { channels } = await this.catalog.configuration();
    const day = await findLastDay(this.store.reader, channels, this.businessClock.now());
    if (this.isProvenAlready(day)) return;
    const found = day && (await proveDay(this.store.reader, this.exchange.proof, day));
    this.known = found ? { ...found, provenAt: isProven(found) ? this.clock.now() : null } : null;
  }

  private isProvenAlready(day: Awaited<ReturnType<typeof findLastDay>>): boolean {
    const { known } = this;
    return (
      day !== undefined && known?.provenAt != null && known.businessDate === day.businessDate && known.shiftCount === day.shifts.length
    );
  }
}
