import { Inject, Injectable } from '@nestjs/common';
import { countsOf, DOWNLOAD_JOB, downloadAge, lastCheck, lastWord, UPLOAD_JOB, type Exchange } from '@app/async-client';
import { CatalogReader, downloadFailures } from '@app/channel-db';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { JOB_RUNNER, type JobRunner } from '@app/platform';
import { uploadFacts } from '../status/upload-facts';
import { CLOCK, STORE } from '../wiring/parts';
import { EXCHANGE } from './exchange';
import type { exchangeSessions, ExchangeStateAnswer } from './exchange.dto';
import type { z } from 'zod';

const MINUTE_MS = 60_000;
const wholeMinutes = (ms: number): number => Math.max(0, Math.floor(ms / MINUTE_MS));

/** What the exchange did and waits for, and what store IT may ask of it. */
@Injectable()
export class ExchangeControl {
  constructor(
    @Inject(EXCHANGE) private readonly exchange: Exchange,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
    @Inject(STORE) private readonly store: Database,
    @Inject(JOB_RUNNER) private readonly runner: JobRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async state(): Promise<ExchangeStateAnswer> {
    const configuration = await this.catalog.configuration();
    const { waitingCount, waitingAmounts, oldestAt, lastAcknowledgedAt } = await uploadFacts(this.store.reader, configuration);
    const { isPaused, isMetered, rateKilobytesPerSecond } = this.exchange.lineUse.profile;
    return {
      isPausedHere: await this.exchange.lineUse.isPausedHere(),
      line: { isPaused, isMetered, rateKilobytesPerSecond },
      catalogVersion: configuration.version,
      jobs: await this.jobs(),
      upload: { waitingCount, waitingAmounts, oldestAt, lastAcknowledgedAt },
      quarantinedCount: await this.quarantinedCount(),
      lastCheck: await this.lastCheck(),
    };
  }

  /** What was applied, and which tries failed; each newest first. */
  async history(limit: number): Promise<z.input<typeof exchangeSessions>> {
    return { sessions: await this.catalog.appliedSessions(limit), failures: await downloadFailures(this.store.reader, limit) };
  }

  /** What can be read again is; what headquarters has now is asked for without waiting for the next poll. */
  async retry(): Promise<{ releasedCount: number; quarantinedCount: number }> {
    const releasedCount = await this.exchange.download.retryQuarantine();
    this.askNow();
    return { releasedCount, quarantinedCount: await this.quarantinedCount() };
  }

  async sendNow(): Promise<void> {
    this.exchange.paces.upload.hurry();
    await this.runner.trigger(UPLOAD_JOB);
  }

  async pause(isPaused: boolean): Promise<ExchangeStateAnswer> {
    await this.exchange.lineUse.pause(isPaused);
    if (!isPaused) this.askNow();
    return this.state();
  }

  async resnapshot(job: string): Promise<{ sessionId: string; job: string }> {
    const answer = await this.exchange.requestSnapshot(job);
    if (!answer.ok) throw new DomainError('exchange.not-asked', `headquarters did not take the request: ${answer.reason}`);
    this.askNow();
    return { sessionId: answer.value.sessionId, job };
  }

  /** Also when the last try failed and the next one would wait. */
  private askNow(): void {
    this.exchange.paces.download.hurry();
    void this.runner.trigger(DOWNLOAD_JOB);
  }

  private async lastCheck(): Promise<ExchangeStateAnswer['lastCheck']> {
    const report = await lastCheck(this.store.reader);
    return report ? { checkedAt: report.checkedAt, ...countsOf(report) } : null;
  }

  private async jobs(): Promise<ExchangeStateAnswer['jobs']> {
    const [states, quarantined, now] = [await this.catalog.jobStates(), await this.catalog.quarantineCounts(), this.clock.now()];
    const word = await lastWord(this.store.reader);
    return states.map((state) => {
      const { job, name, createdAt, appliedAt, dueAt } = downloadAge(state, word);
      const [ageMinutes, quarantinedCount] = [wholeMinutes(now - createdAt), quarantined.get(job) ?? 0];
      const overdueMinutes = dueAt === null ? 0 : wholeMinutes(now - dueAt);
      return {
        job,
        name,
        version: state.toVersion,
        createdAt,
        appliedAt,
        ageMinutes,
        dueAt,
        overdueMinutes,
        rowCount: state.rowCount,
        quarantinedCount,
      };
    });
  }

  private async quarantinedCount(): Promise<number> {
    return [...(await this.catalog.quarantineCounts()).values()].reduce((sum, count) => sum + count, 0);
  }
}
