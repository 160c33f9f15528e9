import type { CatalogReader } from '@app/channel-db';
import type { Job, JobRunner } from '@app/platform';
import type { SearchIndexer } from '../search-index/index-catalog';

const INDEX_JOB = 'catalog.search-index';

/** Looks whether the search index is of the catalog's version: after each package, at start, and every minute after what was cut short. */
export function indexJob(catalog: CatalogReader, index: SearchIndexer): Job {
  return {
    name: INDEX_JOB,
    everyMs: 60_000,
    runsAtStart: true,
    run: async (signal) => {
      const { indexVersion, catalogVersion } = await catalog.searchState();
      if (indexVersion !== catalogVersion) await index(signal);
    },
  };
}

export function kickIndex(jobs: JobRunner): void {
  void jobs.trigger(INDEX_JOB);
}
