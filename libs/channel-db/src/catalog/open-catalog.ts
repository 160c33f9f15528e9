import { openMssql, openReadOnly, type Database } from '@app/database';
import { invariant } from '@app/kernel';
import { CATALOG_MIGRATIONS } from '../migrations/catalog-migrations';
import { CatalogReader } from './catalog-reader';
import { SwitchingSource } from './catalog-source';
import { currentGeneration, generationFile, removeGeneration } from './generations';

/** The catalog as selling reads it. */
export interface Catalog {
  readonly reader: CatalogReader;
  /** Follows the pointer file: called after the apply worker has switched it. Without a change it does nothing. */
  follow(): void;
  /** Where packages are applied through units of work; absent where a worker thread applies them to files. */
  readonly server?: Database;
  close(): Promise<void>;
}

/** Opens the generation that the pointer names, read-only. */
export function openSqliteCatalog(directory: string): Catalog {
  const source = new SwitchingSource();
  let open: number | undefined;
  const follow = (): void => {
    const generation = currentGeneration(directory);
    invariant(generation !== undefined, 'the catalog was prepared before it is opened');
    if (generation === open) return;
    open = generation;
    source.switchTo(openReadOnly(generationFile(directory, generation)), () => removeGeneration(directory, generation));
  };
  follow();
  return { reader: new CatalogReader(source, true), follow, close: async () => source.close() };
}

/** The same tables in the schema `catalog` of a database on SQL Server, where a switch is a commit. */
export async function openMssqlCatalog(url: string): Promise<Catalog> {
  const server = await openMssql({ url, migrations: CATALOG_MIGRATIONS });
  const reader = new CatalogReader({ read: (work) => work(server.reader) });
  return { reader, follow: () => undefined, server, close: () => server.close() };
}
