import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Reader } from '@app/database';
import type { DoorFolders } from '../door-folders';
import type { InboxFile, InboxState } from './inbox-files';
import { reportOf } from './report';

const FOLDERS = {
  reading: 'working', applying: 'working', held: 'held', done: 'done', repeated: 'done', refused: 'refused',
} as const satisfies Record<InboxState, keyof DoorFolders>; // prettier-ignore

/** So that the longest names that file systems take still have room for what is put before and behind them. */
const LONGEST_NAME = 70;

/** Where a file lies while it is in a state: under its own name behind the moment it was found, so that names never meet. */
export function placeOf(folders: DoorFolders, { name, foundAt, state }: Pick<InboxFile, 'name' | 'foundAt' | 'state'>): string {
  const stamp = new Date(foundAt).toISOString().replace(/[-:.]/g, '');
  return join(folders[FOLDERS[state]], `${stamp}-${name.slice(-LONGEST_NAME)}`);
}

/** Moves a file to where its state says and writes its report beside it. Safe to do again. */
export async function putAway(folders: DoorFolders, reader: Reader, file: InboxFile): Promise<void> {
  const place = placeOf(folders, file);
  const before = (['reading', 'held'] as const).map((state) => placeOf(folders, { ...file, state })).filter((path) => path !== place);
  for (const path of before) {
    if (existsSync(path)) renameSync(path, place);
    rmSync(reportAt(path), { force: true });
  }
  await pipeline(reportOf(reader, file), createWriteStream(reportAt(place)));
}

const reportAt = (place: string): string => `${place}.report.txt`;
