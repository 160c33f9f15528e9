import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { logFileName, logFilesOf } from './rotating-file';

const CHUNK_BYTES = 65_536;

/** Where a line ends: the number of its file, and the byte behind it. */
export interface Place {
  readonly file: number;
  readonly end: number;
}

/** A line as it stands in a file, and where. */
export interface WrittenLine extends Place {
  readonly text: string;
}

/** Lines of one process before a place, or all of them, the newest first. Whoever stops reading has to return the generator: a file is open. */
export async function* linesBackwards(folder: string, process: string, before?: Place): AsyncGenerator<WrittenLine> {
  const files = existsSync(folder) ? logFilesOf(folder, process).filter((file) => file <= (before?.file ?? Infinity)) : [];
  for (const file of files.toReversed()) {
    const path = join(folder, logFileName(process, file));
    yield* fileBackwards(path, file, file === before?.file ? before.end : undefined);
  }
}

async function* fileBackwards(path: string, file: number, end?: number): AsyncGenerator<WrittenLine> {
  const handle = await open(path).catch(() => undefined);
  if (!handle) return;
  try {
    let offset = Math.min(end ?? Infinity, (await handle.stat()).size);
    let rest = Buffer.alloc(0);
    while (offset > 0) {
      const length = Math.min(CHUNK_BYTES, offset);
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, offset - length);
      offset -= length;
      rest = Buffer.concat([buffer, rest]);
      // What stands before the first end of a line belongs to a line that begins further up.
      const from = offset === 0 ? 0 : rest.indexOf(0x0a) + 1;
      if (from === 0 && offset > 0) continue;
      yield* linesIn(rest.subarray(from), offset + from, file);
      rest = rest.subarray(0, from);
    }
  } finally {
    await handle.close();
  }
}

function* linesIn(bytes: Buffer, offset: number, file: number): Generator<WrittenLine> {
  let end = bytes.length;
  while (end > 0) {
    const begin = bytes.lastIndexOf(0x0a, end - 2) + 1;
    const text = bytes.toString('utf8', begin, end).trimEnd();
    if (text !== '') yield { text, file, end: offset + end };
    end = begin;
  }
}
