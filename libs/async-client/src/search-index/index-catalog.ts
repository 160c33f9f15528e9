import { currentGeneration, generationFile, updateSearchIndex, type IndexOutcome } from '@app/channel-db';
import { faultOf, openWriter, type Database } from '@app/database';
import { invariant } from '@app/kernel';

/** Brings the search index to the catalog's version somewhere; an abort leaves it where it is. */
export type SearchIndexer = (signal: AbortSignal) => Promise<IndexOutcome>;

/**
 * Products of one unit of work on SQLite, as many as a block of the postings holds: more would write no fewer rows. Packages that come
 * meanwhile wait that long.
 */
const BATCH = 8_192;
/** On SQL Server others have their turn between two units. */
const BATCH_ON_SERVER = 1_000;
const CACHE_MIB = 16;

/** What the worker does; a plain function, so that tests need no thread. It ends when the next generation is switched to. */
export async function indexCatalog(directory: string): Promise<IndexOutcome> {
  const generation = currentGeneration(directory);
  invariant(generation !== undefined, 'the catalog was prepared before it is indexed');
  const database = openWriter(generationFile(directory, generation), { cacheMiB: CACHE_MIB });
  try {
    return await updateSearchIndex({ database, batch: BATCH, mayGoOn: () => currentGeneration(directory) === generation });
  } catch (error) {
    // A large package is being applied: there will be more to index when it is.
    if (faultOf(error) === 'busy') return { kind: 'stopped' };
    throw error;
  } finally {
    await database.close();
  }
}

export const indexOnServer =
  (server: Database): SearchIndexer =>
  (signal) =>
    updateSearchIndex({ database: server, batch: BATCH_ON_SERVER, mayGoOn: () => !signal.aborted });
