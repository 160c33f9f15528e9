import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '@app/database';
import { newId, type Clock } from '@app/kernel';
import { raiseAlarmAnew, settleAlarms } from '../../sales/alarms';
import type { DoorFolders } from '../door-folders';
import { fittingFor, seriesOf, type Fitting } from '../mapping/fitting';
import { readMappings, type Mappings } from '../mapping/read-mappings';
import { FileWay } from './file-way';
import { addFile, heldFiles, unfinishedFiles, type InboxFile } from './inbox-files';
import type { HoldLimits } from './judge-file';
import { placeOf } from './put-away';
import { MARKER, SettledFiles, type SettledFile } from './settled-files';

export interface InboxOptions {
  readonly folders: DoorFolders;
  /** How long a file must have stood unchanged. */
  readonly settleMs: number;
  readonly limits: HoldLimits;
}

/** Takes files from the inbox, one after the other. */
export class Inbox {
  private readonly settled: SettledFiles;
  private readonly way: FileWay;
  private toldFaults = '[]';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly options: InboxOptions,
  ) {
    const { folders, settleMs, limits } = options;
    this.settled = new SettledFiles(folders.inbox, settleMs);
    this.way = new FileWay(database, clock, folders, limits);
  }

  /** Finishes what was begun or decided, then takes what has settled since. */
  async look(signal: AbortSignal): Promise<void> {
    const known = readMappings(this.options.folders.mappings);
    await this.tellFaults(known);
    await this.finishBegun(known, signal);
    for (const found of this.settled.look(this.clock.now())) {
      signal.throwIfAborted();
      const fitting = fittingFor(found.name, known.mappings);
      if (await this.mustWait(found, fitting, known)) continue;
      await this.way.goOn(await this.claim(found.name, fitting), fitting, signal);
    }
    await this.finishBegun(known, signal);
  }

  private async finishBegun({ mappings }: Mappings, signal: AbortSignal): Promise<void> {
    for (const file of await unfinishedFiles(this.database.reader)) await this.way.goOn(file, fittingFor(file.name, mappings), signal);
  }

  private async mustWait({ hasMarker }: SettledFile, [first]: readonly Fitting[], { faults }: Mappings): Promise<boolean> {
    // A mapping that cannot be read may be the one for this file.
    if (!first) return faults.length > 0;
    if (first.mapping.doneMarker && !hasMarker) return true;
    // What a delta adds to is known only when somebody has decided.
    return first.mapping.kind === 'delta' && (await heldFiles(this.database.reader, seriesOf(first))).length > 0;
  }

  /** Takes a file out of the inbox, so that the next one of its name can come. */
  private async claim(name: string, [first]: readonly Fitting[]): Promise<InboxFile> {
    const { folders } = this.options;
    const file: InboxFile = {
      fileId: newId(), name, digest: '', sizeBytes: 0, mapping: first?.mapping.name ?? null, series: first ? seriesOf(first) : null,
      kind: first?.mapping.kind ?? null, state: 'reading', reason: null, foundAt: this.clock.now(), finishedAt: null, filedAt: null,
      lineCount: 0, takenCount: 0, refusedCount: 0, changedCount: 0, removedCount: 0,
    }; // prettier-ignore
    await this.database.unitOfWork.run((tx) => addFile(tx, file));
    renameSync(join(folders.inbox, name), placeOf(folders, file));
    rmSync(join(folders.inbox, name + MARKER), { force: true });
    return file;
  }

  /** Told when they change, not at every look. */
  private async tellFaults({ faults }: Mappings): Promise<void> {
    const told = JSON.stringify(faults);
    if (told === this.toldFaults) return;
    const kind = 'inbox.mapping-unusable';
    const at = this.clock.now();
    await this.database.unitOfWork.run(async (tx) => {
      await settleAlarms(tx, kind, at);
      for (const { file, reason } of faults) {
        await raiseAlarmAnew(tx, {
          kind,
          channelDatabaseId: null,
          subject: `${file}: ${reason}`.slice(0, 400),
          details: { file, reason },
          at,
        });
      }
    });
    this.toldFaults = told;
  }
}
