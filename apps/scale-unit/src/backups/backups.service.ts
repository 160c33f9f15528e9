import { booksOf, listDevices } from '@app/channel-db';
import { DomainError } from '@app/kernel';
import type { KnownKey } from '../journal/verify-journal';
import { restoredFileOf } from '../wiring/restored-store';
import { requireFile, sayAlarm, type BackupParts } from './backup-parts';
import { DoneWork, type DoneDrill, type MadeCopy } from './done-work';
import { KeptCopies } from './kept-copies';
import { OneActivity } from './one-activity';
import { recordsIn } from './work/copy-about';
import type { DrillReport } from './work/drill-copy';
import { bytesOf } from './work/scratch';

/** Which copy a box goes on with. */
interface RestoreOrder {
  /** A folder; the one of this box when absent. */
  readonly folder?: string | undefined;
  /** The newest that can be read when absent. */
  readonly name?: string | undefined;
  /** What opens it, where headquarters did not tell. */
  readonly recoveryCode?: string | undefined;
}

/** Copies of the store, and the proof that they would bring it back. */
export class BackupsService {
  readonly copies: KeptCopies;
  readonly done: DoneWork;
  readonly activity: OneActivity;

  constructor(private readonly parts: BackupParts) {
    this.copies = new KeptCopies(parts);
    this.done = new DoneWork(parts);
    this.activity = new OneActivity(parts);
  }

  get isPossible(): boolean {
    return this.parts.storeFile !== null;
  }

  get recoveryCode(): string {
    return this.parts.codes.own();
  }

  copy(signal: AbortSignal): Promise<MadeCopy> {
    return this.activity.alone('copy', () => this.makeCopy(signal));
  }

  /** Brings a copy back in a scratch folder and proves it; the newest when none is named. */
  drill(name: string | undefined, signal: AbortSignal): Promise<DoneDrill> {
    return this.activity.alone('drill', () => this.drillCopy(name, signal));
  }

  /** This box, new in its store, goes on with what another one kept: the process ends, and the next one begins with the copy. */
  restore(order: RestoreOrder, signal: AbortSignal): Promise<void> {
    return this.activity.alone('restore', () => this.restoreCopy(order, signal));
  }

  private async makeCopy(signal: AbortSignal): Promise<MadeCopy> {
    const { work, dataDir, clock, software, codes, retention } = this.parts;
    const [storeFile, folder, madeAt] = [requireFile(this.parts), await this.copies.folder(), clock.now()];
    const target = folder.pathFor(madeAt);
    folder.tidy(retention);
    const about = await work({ kind: 'copy', dataDir, storeFile, target, code: codes.own(), software, madeAt }, signal);
    const name = target.slice(folder.path.length + 1);
    const made = { at: madeAt, name, sizeBytes: bytesOf(target), records: recordsIn(about.books) };
    await this.done.saveCopy(made);
    folder.tidy(retention);
    await this.done.watchAge();
    return made;
  }

  private async drillCopy(name: string | undefined, signal: AbortSignal): Promise<DoneDrill> {
    const { work, dataDir, boxKey, clock } = this.parts;
    const storeFile = requireFile(this.parts);
    const copy = await this.copies.chosen({ name });
    const code = this.copies.codeOf(copy);
    const report = await work({ kind: 'drill', dataDir, file: copy.path, code, storeFile, boxKey: publicPart(boxKey) }, signal);
    const done = { ...shortened(report), at: clock.now(), name: copy.name };
    await this.done.saveDrill(done);
    const details = { name: copy.name, faults: done.faults.slice(0, 3) };
    await sayAlarm(this.parts, { code: 'backup.drill-failed', subject: 'backup', details }, done.faults.length > 0);
    return done;
  }

  private async restoreCopy({ recoveryCode, ...which }: RestoreOrder, signal: AbortSignal): Promise<void> {
    const { work, dataDir, codes, restart } = this.parts;
    requireFile(this.parts);
    await this.requireUnused();
    if (recoveryCode !== undefined) codes.add([recoveryCode]);
    const copy = await this.copies.chosen(which);
    const code = this.copies.codeOf(copy);
    await work({ kind: 'restore', dataDir, file: copy.path, code, target: restoredFileOf(dataDir) }, signal);
    restart();
  }

  /** Nothing that registers were told may go: only a box that has served none takes another store. */
  private async requireUnused(): Promise<void> {
    const { reader } = this.parts.store;
    const [devices, books] = await Promise.all([listDevices(reader), booksOf(reader)]);
    if (devices.length > 0 || books.some(({ sums }) => sums.length > 0))
      throw new DomainError('backup.box-in-use', 'this box has served registers; a copy is for a box that begins');
  }
}

const publicPart = ({ keyId, publicKey }: KnownKey): KnownKey => ({ keyId, publicKey });

const MOST_FAULTS = 20;

function shortened({ faults, openMs, checkMs, journalMs, ...rest }: DrillReport) {
  return { ...rest, totalMs: openMs + checkMs + journalMs, faults: faults.slice(0, MOST_FAULTS).map((fault) => fault.slice(0, 300)) };
}
