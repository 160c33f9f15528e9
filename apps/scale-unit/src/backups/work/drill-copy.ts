import { join } from 'node:path';
import { bookDifferences, booksOf } from '@app/channel-db';
import { checkFile, openSealedFile, readSealHeader } from '@app/store-files';
import { verifyJournal, type KnownKey } from '../../journal/verify-journal';
import { recordsIn, salesIn, type CopyAbout } from './copy-about';
import { booksUpTo, reading } from './make-copy';
import { inScratch } from './scratch';

export interface DrillTask {
  readonly kind: 'drill';
  readonly dataDir: string;
  readonly file: string;
  readonly code: string;
  /** The store that the copy is compared with. */
  readonly storeFile: string;
  readonly boxKey: KnownKey;
}

export interface DrillReport {
  readonly madeAt: number;
  readonly plainBytes: number;
  readonly records: number;
  readonly sales: number;
  /** One sentence each; none means that this copy would bring the store back. */
  readonly faults: readonly string[];
  /** Milliseconds from the sealed file to an opened store, of the full check, and of computing the whole journal again. */
  readonly openMs: number;
  readonly checkMs: number;
  readonly journalMs: number;
}

/** Brings a copy back beside the store and proves it: every page, every record, and the same books as the store had at that moment. */
export function drillCopy({ dataDir, file, code, storeFile, boxKey }: DrillTask, signal: AbortSignal): Promise<DrillReport> {
  return inScratch(dataDir, readSealHeader(file).plainBytes, async (folder) => {
    const plain = join(folder, 'drill.db');
    const stopwatch = startStopwatch();
    const { about, plainBytes } = (await openSealedFile(file, { code, target: plain, signal })) as { about: CopyAbout; plainBytes: number };
    const openMs = stopwatch();
    const { problems } = checkFile(plain, 'full');
    const checkMs = stopwatch();
    const { books, journal } = await reading(plain, async (reader) => ({
      books: await booksOf(reader),
      journal: await verifyJournal(reader, boxKey),
    }));
    const faults = [
      ...problems,
      ...journal.faults,
      ...bookDifferences(about.books, books),
      ...bookDifferences(await booksUpTo(storeFile, books), books).map((fault) => `compared with the store: ${fault}`),
    ];
    const { madeAt } = about;
    return { madeAt, plainBytes, records: recordsIn(books), sales: salesIn(books), faults, openMs, checkMs, journalMs: stopwatch() };
  });
}

/** Answers the milliseconds since it was asked last. */
function startStopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const passed = Math.round(now - last);
    last = now;
    return passed;
  };
}
