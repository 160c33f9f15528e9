import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Observation, UnitFault, UnitStatus, UpdateFacts } from '@app/appliance';
import { DomainError, type Clock, type Instant } from '@app/kernel';
import { PROCESS_CONTROL, type ProcessControl, type ProcessStatus } from '@app/platform';
import { EmergencyCode } from '../access/emergency-code';
import { CLOCK } from '../config';
import { DiskForecast } from '../history/disk-forecast';
import { KeptWork } from '../planned-work/kept-work';
import { UNIT_PROCESS } from '../process-control/unit-process';
import { ManagementClient } from '../scale-unit/management-client';
import { readUnitStatus } from '../scale-unit/unit-status';
import { UpdatesService } from '../updates/updates.service';

const INTERVAL_MS = 2_000;
const DEADLINE_MS = 3_000;
/** With this code the unit ends when it cannot read its data (sysexits.h: an input or output error). */
const DATA_FAILS = 74;

type Listener = (observation: Observation) => void;

/**
 * Asks the scale unit how it is, every two seconds, and keeps the last answer with its age: when the unit is down, what
 * was true last is still shown, and since when nothing newer is known.
 */
@Injectable()
export class Observer implements OnApplicationShutdown {
  private status: UnitStatus | null = null;
  private statusAt: Instant | null = null;
  private silentSince: Instant | null;
  private process: ProcessStatus | null = null;
  private fault: UnitFault | null = null;
  private update: UpdateFacts | null = null;
  private restartsWhenWell = 0;
  private failure: string | null = null;
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    @Inject(ManagementClient) private readonly unit: ManagementClient,
    @Inject(EmergencyCode) private readonly emergencyCode: EmergencyCode,
    @Inject(PROCESS_CONTROL) private readonly processes: ProcessControl,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DiskForecast) private readonly disk: Pick<DiskForecast, 'fullAt'>,
    @Inject(KeptWork) private readonly work: Pick<KeptWork, 'read' | 'keep'>,
    @Inject(UpdatesService) private readonly updates: Pick<UpdatesService, 'facts'>,
  ) {
    this.silentSince = clock.now();
  }

  /** Begins asking. Separate from the constructor, so that what only describes the app asks nobody. */
  start(): void {
    void this.observeForever();
  }

  /** Why the unit's last answer is missing, for a technician; null while it answers. */
  lastFailure(): string | null {
    return this.failure;
  }

  now(): Observation {
    const { status, statusAt, silentSince, process, fault, update } = this;
    const [at, isUnitAnswering] = [this.clock.now(), silentSince === null];
    const [diskFullAt, emergencyCode] = [this.disk.fullAt(at), this.emergencyCode.state()];
    const work = this.work.read();
    return { at, isUnitAnswering, silentSince, status, statusAt, process, fault, diskFullAt, emergencyCode, work, update };
  }

  /** Asks now, after something was done that changes the answer. */
  async refresh(): Promise<Observation> {
    await this.observe();
    return this.now();
  }

  follow(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onApplicationShutdown(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private async observeForever(): Promise<void> {
    await this.observe();
    if (this.isClosed) return;
    this.timer = setTimeout(() => void this.observeForever(), INTERVAL_MS);
  }

  private async observe(): Promise<void> {
    const [answer, process] = await Promise.all([this.askUnit(), this.processes.status(UNIT_PROCESS).catch(() => null)]);
    this.process = process;
    this.update = this.updates.facts();
    if (answer.kind === 'answered') this.noteAnswer(answer.status);
    else this.noteSilence(answer);
    const observation = this.now();
    for (const listener of this.listeners) listener(observation);
  }

  private noteAnswer(status: UnitStatus): void {
    this.status = status;
    this.work.keep(status.work ?? null);
    this.statusAt = this.clock.now();
    this.silentSince = null;
    this.failure = null;
    this.fault = null;
    this.restartsWhenWell = this.process?.restarts ?? 0;
  }

  private noteSilence({ reason, isUnreadable }: Silence): void {
    this.silentSince ??= this.clock.now();
    this.failure = reason;
    this.fault = isUnreadable || endedForItsData(this.process, this.restartsWhenWell) ? 'database' : null;
  }

  /** Any failure means the same for the store: no answer that can be used. */
  private async askUnit(): Promise<{ readonly kind: 'answered'; readonly status: UnitStatus } | Silence> {
    try {
      return { kind: 'answered', status: readUnitStatus(await this.unit.ask({ method: 'GET', path: '/status', deadlineMs: DEADLINE_MS })) };
    } catch (error) {
      const isUnreadable = error instanceof DomainError && error.details['reason'] === 'store.unreadable';
      return { kind: 'silent', reason: error instanceof Error ? error.message : String(error), isUnreadable };
    }
  }
}

interface Silence {
  readonly kind: 'silent';
  /** For a technician. */
  readonly reason: string;
  /** The unit runs and says that its database does not answer. */
  readonly isUnreadable: boolean;
}

/** It has crashed since it last answered, and said by its exit code that its data was why. */
function endedForItsData(process: ProcessStatus | null, restartsWhenWell: number): boolean {
  return process !== null && process.restarts > restartsWhenWell && process.lastExitCode === DATA_FAILS;
}
