import {
  booksOf,
  CatalogReader,
  clearAlarm,
  findBox,
  findSetting,
  listDevices,
  raiseAlarm,
  saveSetting,
  type Alarm,
} from '@app/channel-db';
import type { Database } from '@app/database';
import { DomainError, type Clock, type Instant } from '@app/kernel';
import type { Retention } from '@app/store-files';
import { z } from 'zod';
import type { KnownKey } from '../journal/verify-journal';
import { restoredFileOf } from '../wiring/restored-store';
import type { RecoveryCodes } from '../wiring/recovery-codes';
import { BackupFolder, backupPathOf, isOnDiskOf, type KeptCopy } from './backup-folder';
import { lastTimeOfDay } from './backup-schedule';
import type { BackupWork } from './work/backup-work';
import { recordsIn } from './work/copy-about';
import type { DrillReport } from './work/drill-copy';
import { bytesOf } from './work/scratch';

export interface BackupParts {
  readonly store: Database;
  readonly catalog: CatalogReader;
  readonly clock: Clock;
  readonly codes: RecoveryCodes;
  readonly work: BackupWork;
  readonly restart: () => void;
  readonly boxKey: KnownKey;
  readonly software: string;
  readonly dataDir: string;
  /** Null where the store is no file: the server makes its own backups. */
  readonly storeFile: string | null;
  readonly backupDir: string | undefined;
  readonly backupAt: string;
  readonly retention: Retention;
}

const madeCopy = z.object({ at: z.number(), name: z.string(), sizeBytes: z.number(), records: z.number() });
export type MadeCopy = z.output<typeof madeCopy>;
const doneDrill = z.object({ at: z.number(), name: z.string(), madeAt: z.number(), records: z.number(), sales: z.number(), plainBytes: z.number(), totalMs: z.number(), faults: z.array(z.string()) }); // prettier-ignore
export type DoneDrill = z.output<typeof doneDrill>;

export type BackupActivity = 'copy' | 'drill' | 'restore';

/** Which copy a box goes on with. */
export interface RestoreOrder {
  /** A folder; the one of this box when absent. */
  readonly folder?: string | undefined;
  /** The newest that can be read when absent. */
  readonly name?: string | undefined;
  /** What opens it, where headquarters did not tell. */
  readonly recoveryCode?: string | undefined;
}
export interface BackupFailure {
  readonly activity: BackupActivity;
  readonly at: Instant;
  readonly code: string;
  readonly message: string;
}

const LAST_COPY = 'backup.last-copy';
const LAST_DRILL = 'backup.last-drill';
const DAY_MS = 86_400_000;
/** A night and some hours: one that was missed is said. */
const OVERDUE_MS = 26 * 3_600_000;
const DRILL_EVERY_MS = 7 * DAY_MS;

/** Copies of the store, and the proof that they would bring it back. One piece of work at a time. */
export class BackupsService {
  private current: { readonly activity: BackupActivity; readonly since: Instant } | null = null;
  private failed: BackupFailure | null = null;

  constructor(private readonly parts: BackupParts) {}

  /** What is being done now, and what failed last and was not mended since. */
  get standing() {
    return { current: this.current, failed: this.failed };
  }

  get recoveryCode(): string {
    return this.parts.codes.own();
  }

  get isPossible(): boolean {
    return this.parts.storeFile !== null;
  }

  path(): string {
    return backupPathOf(this.parts);
  }

  isOnSameDisk(): boolean | null {
    return isOnDiskOf(this.parts.dataDir, this.path());
  }

  async lastCopy(): Promise<MadeCopy | null> {
    return madeCopy.nullable().parse((await findSetting(this.parts.store.reader, LAST_COPY)) ?? null);
  }

  async lastDrill(): Promise<DoneDrill | null> {
    return doneDrill.nullable().parse((await findSetting(this.parts.store.reader, LAST_DRILL)) ?? null);
  }

  /** Newest first; empty while the place for them is not there. */
  async copies(): Promise<KeptCopy[]> {
    try {
      return (await this.folder()).list();
    } catch (error) {
      if (error instanceof DomainError) return [];
      throw error;
    }
  }

  canOpen({ codeId }: KeptCopy): boolean {
    return this.parts.codes.withId(codeId) !== undefined;
  }

  /** When a copy is due: the last time the store's clock showed the hour for it. */
  async dueSince(): Promise<Instant | null> {
    const { clock, backupAt, catalog, store } = this.parts;
    if (!this.isPossible || !(await findBox(store.reader))) return null;
    const [channel] = (await catalog.configuration()).channels;
    const due = lastTimeOfDay(clock.now(), backupAt, channel?.timeZone ?? 'UTC');
    const last = await this.lastCopy();
    // A copy from the future was made under a wrong clock.
    return last && last.at >= due && last.at <= clock.now() ? null : due;
  }

  async isDrillDue(): Promise<boolean> {
    const last = await this.lastDrill();
    return last === null || this.parts.clock.now() - last.at > DRILL_EVERY_MS;
  }

  /** Raises or takes back the alarm about copies that are too old. */
  async watchAge(): Promise<void> {
    const { store, clock } = this.parts;
    const box = await findBox(store.reader);
    if (!this.isPossible || !box) return;
    const last = (await this.lastCopy())?.at ?? null;
    const age = clock.now() - (last ?? box.enrolledAt);
    await this.alarm({ code: 'backup.overdue', subject: 'backup', details: { lastAt: last } }, age > OVERDUE_MS);
  }

  copy(signal: AbortSignal): Promise<MadeCopy> {
    return this.alone('copy', () => this.makeCopy(signal));
  }

  /** Brings a copy back in a scratch folder and proves it; the newest when none is named. */
  drill(name: string | undefined, signal: AbortSignal): Promise<DoneDrill> {
    return this.alone('drill', () => this.drillCopy(name, signal));
  }

  /** This box, new in its store, goes on with what another one kept: the process ends, and the next one begins with the copy. */
  restore(order: RestoreOrder, signal: AbortSignal): Promise<void> {
    return this.alone('restore', () => this.restoreCopy(order, signal));
  }

  private async makeCopy(signal: AbortSignal): Promise<MadeCopy> {
    const { work, dataDir, clock, software, codes, retention, store } = this.parts;
    const [storeFile, folder, madeAt] = [this.requireFile(), await this.folder(), clock.now()];
    const target = folder.pathFor(madeAt);
    folder.tidy(retention);
    const about = await work({ kind: 'copy', dataDir, storeFile, target, code: codes.own(), software, madeAt }, signal);
    const name = target.slice(folder.path.length + 1);
    const made = { at: madeAt, name, sizeBytes: bytesOf(target), records: recordsIn(about.books) };
    await store.unitOfWork.run((tx) => saveSetting(tx, LAST_COPY, made, clock.now()));
    folder.tidy(retention);
    await this.watchAge();
    return made;
  }

  private async drillCopy(name: string | undefined, signal: AbortSignal): Promise<DoneDrill> {
    const { work, dataDir, boxKey, clock, store } = this.parts;
    const storeFile = this.requireFile();
    const copy = chosen(await this.folder(), name);
    const task = { kind: 'drill', dataDir, file: copy.path, code: this.codeOf(copy), storeFile, boxKey: publicPart(boxKey) } as const;
    const report = await work(task, signal);
    const done = { ...shortened(report), at: clock.now(), name: copy.name };
    await store.unitOfWork.run((tx) => saveSetting(tx, LAST_DRILL, done, clock.now()));
    const details = { name: copy.name, faults: done.faults.slice(0, 3) };
    await this.alarm({ code: 'backup.drill-failed', subject: 'backup', details }, done.faults.length > 0);
    return done;
  }

  /** Refuses while something is being done, and on a server that makes its own backups. */
  requireIdle(): void {
    this.requireFile();
    if (this.current)
      throw new DomainError('backup.busy', 'copies are being worked on', { activity: this.current.activity, retryable: true });
  }

  private async restoreCopy({ folder, name, recoveryCode }: RestoreOrder, signal: AbortSignal): Promise<void> {
    const { work, dataDir, codes, restart } = this.parts;
    this.requireFile();
    await this.requireUnused();
    if (recoveryCode !== undefined) codes.add([recoveryCode]);
    const copy = chosen(await this.folder(folder), name);
    await work({ kind: 'restore', dataDir, file: copy.path, code: this.codeOf(copy), target: restoredFileOf(dataDir) }, signal);
    restart();
  }

  /** Nothing that registers were told may go: only a box that has served none takes another store. */
  private async requireUnused(): Promise<void> {
    const { reader } = this.parts.store;
    const [devices, books] = await Promise.all([listDevices(reader), booksOf(reader)]);
    if (devices.length > 0 || books.some(({ sums }) => sums.length > 0))
      throw new DomainError('backup.box-in-use', 'this box has served registers; a copy is for a box that begins');
  }

  private codeOf({ codeId }: KeptCopy): string {
    const code = this.parts.codes.withId(codeId);
    if (!code) throw new DomainError('backup.other-code', 'the copy was sealed with another recovery code', { codeId });
    return code;
  }

  private async alone<Result>(activity: BackupActivity, work: () => Promise<Result>): Promise<Result> {
    this.requireIdle();
    const at = this.parts.clock.now();
    this.current = { activity, since: at };
    try {
      const result = await work();
      if (this.failed?.activity === activity) await this.note(null);
      return result;
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'backup.failed';
      await this.note({ activity, at, code, message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      this.current = null;
    }
  }

  private async note(failure: BackupFailure | null): Promise<void> {
    this.failed = failure;
    await this.alarm({ code: 'backup.failed', subject: 'backup', details: { reason: failure?.code } }, failure !== null);
  }

  private async alarm(alarm: Alarm, isStanding: boolean): Promise<void> {
    const { store, clock } = this.parts;
    await store.unitOfWork.run((tx) => (isStanding ? raiseAlarm(tx, alarm, clock.now()) : clearAlarm(tx, alarm.code, alarm.subject)));
  }

  private async folder(path = this.path()): Promise<BackupFolder> {
    const box = await findBox(this.parts.store.reader);
    if (!box) throw new DomainError('box.not-enrolled', 'the box was not enrolled yet');
    return new BackupFolder(path, box.identity.channelDatabaseId);
  }

  private requireFile(): string {
    const { storeFile } = this.parts;
    if (storeFile === null) throw new DomainError('backup.by-server', 'this store is on SQL Server, which makes its own backups');
    return storeFile;
  }
}

function chosen(folder: BackupFolder, name: string | undefined): KeptCopy {
  const copy = folder.list().find((one) => (name === undefined ? one.about !== null : one.name === name));
  if (!copy) throw new DomainError('backup.unknown', 'there is no such copy', { field: '/name' });
  return copy;
}

const publicPart = ({ keyId, publicKey }: KnownKey): KnownKey => ({ keyId, publicKey });

const MOST_FAULTS = 20;

function shortened({ faults, openMs, checkMs, journalMs, ...rest }: DrillReport) {
  return { ...rest, totalMs: openMs + checkMs + journalMs, faults: faults.slice(0, MOST_FAULTS).map((fault) => fault.slice(0, 300)) };
}
