import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '@app/database';
import { LineMapper, type MappedLine } from '../mapping/map-line';
import type { Mapping } from '../mapping/mapping';
import { readLines, type Line } from './read-lines';
import { clearStaged, stageLine } from './staging';

/** Lines per unit of work. */
const BATCH = 500;
const CLEARED_AT_ONCE = 5_000;

export interface StagedFile {
  readonly lineCount: number;
  readonly takenCount: number;
  readonly refusedCount: number;
}

export interface StageOrder {
  readonly fileId: string;
  readonly path: string;
  readonly digest: string;
  readonly mapping: Mapping;
  readonly nameParts: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Reads a file into staging, from its beginning: what an earlier try left is removed first. */
export async function stageFile(database: Database, { fileId, path, digest, mapping, nameParts, signal }: StageOrder): Promise<StagedFile> {
  await clearFile(database, fileId, { refusalsToo: true });
  const mapper = new LineMapper(mapping, nameParts);
  let lineCount = 0;
  let takenCount = 0;
  for await (const batch of batches(readLines({ path, digest, columns: mapper.columns }, mapping))) {
    signal.throwIfAborted();
    const mapped = batch.map((line) => ({ line, mapped: mappedLine(mapper, line) }));
    takenCount += await database.unitOfWork.run(async (tx) => {
      let taken = 0;
      for (const one of mapped) if (await stageLine(tx, fileId, one.line, one.mapped)) taken += 1;
      return taken;
    });
    lineCount += batch.length;
    await nextTurn();
  }
  return { lineCount, takenCount, refusedCount: lineCount - takenCount };
}

export async function clearFile(database: Database, fileId: string, { refusalsToo }: { readonly refusalsToo: boolean }): Promise<void> {
  let isClear = false;
  while (!isClear) isClear = await database.unitOfWork.run((tx) => clearStaged(tx, fileId, { limit: CLEARED_AT_ONCE, refusalsToo }));
}

function mappedLine(mapper: LineMapper, line: Line): MappedLine {
  return 'cells' in line ? mapper.map(line.cells) : { kind: 'refused', reason: line.fault, named: [] };
}

async function* batches(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
