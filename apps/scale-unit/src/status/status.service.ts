import { Inject, Injectable } from '@nestjs/common';
import {
  activeSessions, CatalogReader, countSales, findBox, listDevices, missingOf, openShifts, standingAlarms, unsettledAttempts,
  type Box, type CatalogConfiguration,
} from '@app/channel-db'; // prettier-ignore
import { downloadAge, lastWord } from '@app/async-client';
import type { Database } from '@app/database';
import type { Instant } from '@app/kernel';
import { REAL_TIME_LIMITS } from '@app/real-time';
import { SETTINGS, sessionRulesOf, type UnitSettings } from '../config';
import { DatabaseCheck } from '../housekeeping/database-check';
import { ReadinessService, type Readiness } from '../probes/readiness';
import { SOFTWARE_VERSION } from '../software-version';
import { lastCopyOf } from '../backups/done-work';
import { NoticesService } from '../notices/notices.service';
import { PlannedWorkService } from '../notices/planned-work.service';
import { HeadquartersLine } from '../wiring/headquarters-line';
import { INSTANCE_ID, STORE } from '../wiring/parts';
import { diskSpace } from './disk-space';
import { LastDayProof } from './last-day';
import { registerFacts } from './register-facts';
import type { UnitStatusAnswer } from './status.dto';
import { UpkeepFacts } from './upkeep-facts';
import { amountText, uploadFacts } from './upload-facts';

const MINUTE_MS = 60_000;

/** The state of the box, gathered from what is on it; a database that does not answer is part of the answer. */
@Injectable()
export class StatusService {
  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
    @Inject(HeadquartersLine) private readonly line: HeadquartersLine,
    @Inject(SETTINGS) private readonly settings: UnitSettings,
    @Inject(INSTANCE_ID) private readonly instanceId: string,
    private readonly readiness: ReadinessService,
    private readonly upkeep: UpkeepFacts,
    private readonly databaseCheck: DatabaseCheck,
    private readonly plannedWork: PlannedWorkService,
    private readonly notices: NoticesService,
    private readonly lastDay: LastDayProof,
  ) {}

  async status(): Promise<UnitStatusAnswer> {
    const { reader } = this.store;
    const upkeep = this.upkeep.read();
    const configuration = await this.catalog.configuration();
    const [box, readiness, disk] = await Promise.all([findBox(reader), this.readiness.check(), diskSpace(this.settings.dataDir)]);
    return {
      software: { version: SOFTWARE_VERSION },
      box: { ...boxFacts(box, readiness, this.instanceId), awaited: await this.awaited() },
      channels: configuration.channels.map(({ channelId, name, currency, timeZone, locale }) => ({
        channelId,
        name,
        currency,
        timeZone,
        locale,
      })),
      selling: { ...sellingFacts(box, readiness), registers: await this.registers(configuration, upkeep.clock) },
      headquarters: {
        ...this.line.reachability,
        isReachable: this.line.reachability.isReachable ?? false,
        isRealTimeRefusing: this.line.isRefusing(REAL_TIME_LIMITS),
      },
      upload: await uploadFacts(reader, configuration),
      prices: await this.prices(configuration.version),
      cards: { unclear: await this.unclearCards(configuration) },
      disk,
      database: { ...this.databaseCheck.standing, engine: this.settings.storeUrl === undefined ? 'sqlite' : 'sql-server' },
      alarms: (await standingAlarms(reader)).map((alarm) => ({ ...alarm, details: { ...alarm.details } })),
      backup: { lastAt: (await lastCopyOf(reader))?.at ?? null },
      lastDay: this.lastDay.read(),
      work: await this.plannedWork.read(),
      notices: await this.notices.read(),
      ...upkeep,
    };
  }

  async salesRate(): Promise<{ lastMinute: number; lastHour: number }> {
    const { now } = this.upkeep.read().clock;
    const count = (sinceMs: number) => countSales(this.store.reader, now - sinceMs, now + 1);
    return { lastMinute: await count(MINUTE_MS), lastHour: await count(60 * MINUTE_MS) };
  }

  async countSales(from: Instant, until: Instant): Promise<{ sales: number }> {
    return { sales: await countSales(this.store.reader, from, until) };
  }

  private async registers(configuration: CatalogConfiguration, { now, businessNow }: UnitStatusAnswer['clock']) {
    const { reader } = this.store;
    const [devices, sessions, shifts] = [await listDevices(reader), await activeSessions(reader), await openShifts(reader)];
    return registerFacts({ configuration, devices, sessions, openShifts: shifts, rules: sessionRulesOf(this.settings), now, businessNow });
  }

  private async awaited(): Promise<UnitStatusAnswer['box']['awaited']> {
    const { devices } = await missingOf(this.store.reader);
    return devices.map(({ channelId, registerId }) => ({ channelId, registerId }));
  }

  private async prices(version: number): Promise<UnitStatusAnswer['prices']> {
    const [jobs, word] = [await this.catalog.jobStates(), await lastWord(this.store.reader)];
    const quarantined = [...(await this.catalog.quarantineCounts()).values()].reduce((sum, count) => sum + count, 0);
    const times = jobs.map(({ appliedAt }) => appliedAt);
    return {
      version: version === 0 ? null : version,
      appliedAt: times.length === 0 ? null : Math.max(...times),
      quarantinedCount: quarantined,
      jobs: jobs.map((job) => ({ ...downloadAge(job, word), rowCount: job.rowCount, quarantinedCount: job.quarantinedCount })),
    };
  }

  private async unclearCards(configuration: CatalogConfiguration): Promise<UnitStatusAnswer['cards']['unclear']> {
    const attempts = await unsettledAttempts(this.store.reader);
    return attempts.map(({ attemptId, channelId, registerId, requestedAmount, currency, startedAt, state }) => ({
      attemptId, channelId, registerId, amount: amountText(configuration, currency, requestedAmount), currency, startedAt,
      state: state === 'started' ? 'started' : 'unknown',
    })); // prettier-ignore
  }
}

function boxFacts(box: Box | undefined, readiness: Readiness, instanceId: string): Omit<UnitStatusAnswer['box'], 'awaited'> {
  if (!box) return { state: 'new', channelDatabaseId: null, instanceId, epoch: null, fork: 0 };
  const { channelDatabaseId, epoch, fork } = box.identity;
  const whenReady = readiness.isReady ? ('active' as const) : ('loading' as const);
  return { state: box.state === 'ready' ? whenReady : box.state, channelDatabaseId, instanceId, epoch, fork };
}

function sellingFacts(box: Box | undefined, readiness: Readiness): { isPossible: boolean; reason: string | null } {
  if (!readiness.isReady) return { isPossible: false, reason: readiness.reason };
  return box?.state === 'behind' ? { isPossible: false, reason: 'behind' } : { isPossible: true, reason: null };
}
