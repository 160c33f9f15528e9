import { indexInThread, indexOnServer, type SearchIndexer } from '@app/async-client';
import { findProducts, SearchThread, type ProductFinder } from '@app/catalog';
import type { Catalog } from '@app/channel-db';

/** How products are searched and the index for it is kept: on SQLite each in a thread of its own, on SQL Server by its connections. */
export interface Search {
  readonly find: ProductFinder;
  readonly index: SearchIndexer;
  close(): Promise<void>;
}

export function openSearch(dataDir: string, { server }: Catalog): Search {
  if (server) return { find: (search) => findProducts(server.reader, search), index: indexOnServer(server), close: async () => undefined };
  const thread = new SearchThread(dataDir);
  return { find: thread.find, index: indexInThread(dataDir), close: () => thread.close() };
}
