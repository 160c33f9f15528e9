import { existsSync, statSync } from 'node:fs';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import type { DoorFolders } from '../door-folders';
import type { Fitting } from '../mapping/fitting';
import { applyFile } from './apply-file';
import { holdFile, refuseFile, supersedeHeld } from './decide-file';
import { changeFile, findFile, removeFile, sameFile, type InboxFile } from './inbox-files';
import { holdReason, type HoldLimits } from './judge-file';
import { placeOf, putAway } from './put-away';
import { digestOf } from './read-bytes';
import { clearFile, stageFile } from './stage-file';
import { UnusableFile } from './unusable-file';

/**
 * The way of one file from the inbox to its end. Each step is in the database before the next begins, so that a process that
 * ends in the middle is followed by one that goes on, with the same result.
 */
export class FileWay {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly folders: DoorFolders,
    private readonly limits: HoldLimits,
  ) {}

  /** Brings a file as far as it can go now. `fitting` are the mappings for its name. */
  async goOn(file: InboxFile, fitting: readonly Fitting[], signal: AbortSignal): Promise<void> {
    if (file.state === 'reading' && !existsSync(placeOf(this.folders, file))) {
      return this.database.unitOfWork.run((tx) => removeFile(tx, file.fileId));
    }
    if (file.state === 'reading') await this.read(file, fitting, signal);
    const standing = (await findFile(this.database.reader, file.fileId)) ?? file;
    if (standing.state === 'applying') await this.apply(standing, signal);
    await this.finish(file.fileId);
  }

  private async read(file: InboxFile, fitting: readonly Fitting[], signal: AbortSignal): Promise<void> {
    try {
      const [only] = fitting;
      if (!only) throw new UnusableFile('no mapping is for a file of this name');
      if (fitting.length > 1)
        throw new UnusableFile(`several mappings are for it: ${fitting.map(({ mapping }) => mapping.name).join(', ')}`);
      await this.stage(file, only, signal);
    } catch (error) {
      if (!(error instanceof UnusableFile)) throw error;
      await this.database.unitOfWork.run((tx) => refuseFile(tx, file, error.message, this.clock.now()));
    }
  }

  private async stage(file: InboxFile, fitting: Fitting, signal: AbortSignal): Promise<void> {
    const { fileId } = file;
    const path = placeOf(this.folders, file);
    const digest = await digestOf(path);
    const known = await sameFile(this.database.reader, { ...file, digest });
    const seen = { digest, sizeBytes: statSync(path).size };
    if (known) {
      const reason = `the same bytes came as ${known.name} at ${new Date(known.foundAt).toISOString()}`;
      return this.change(fileId, { ...seen, state: 'repeated', reason, finishedAt: this.clock.now() });
    }
    const staged = await stageFile(this.database, { fileId, path, digest, ...fitting, signal });
    await this.change(fileId, { ...seen, ...staged });
    if (staged.lineCount === 0) throw new UnusableFile('it is empty: it holds no line, and nothing was changed');
    if (staged.takenCount === 0) throw new UnusableFile(`none of its ${staged.lineCount} lines could be taken`);
    await this.judge(file, fitting);
  }

  private async judge(file: InboxFile, { mapping }: Fitting): Promise<void> {
    const isFull = mapping.kind === 'full';
    const counted = mapping.rows.filter(({ repeats }) => !repeats).map(({ entity }) => entity);
    const reason = isFull ? await holdReason(this.database.reader, file, counted, this.limits) : undefined;
    const now = this.clock.now();
    await this.database.unitOfWork.run(async (tx) => {
      if (isFull) await supersedeHeld(tx, file, now);
      if (reason === undefined) await changeFile(tx, file.fileId, { state: 'applying' });
      else await holdFile(tx, file, reason, now);
    });
  }

  private async apply(file: InboxFile, signal: AbortSignal): Promise<void> {
    await applyFile(this.database, file, signal);
    await this.change(file.fileId, { state: 'done', finishedAt: this.clock.now() });
  }

  /** Leaves the file and its report where its state says, and nothing of it where it is not needed. */
  private async finish(fileId: string): Promise<void> {
    const file = await findFile(this.database.reader, fileId);
    if (!file) return;
    if (file.state !== 'held') await clearFile(this.database, fileId, { refusalsToo: false });
    await putAway(this.folders, this.database.reader, file);
    await this.change(fileId, { filedAt: this.clock.now() });
  }

  private change(fileId: string, change: Partial<InboxFile>): Promise<void> {
    return this.database.unitOfWork.run((tx) => changeFile(tx, fileId, change));
  }
}
