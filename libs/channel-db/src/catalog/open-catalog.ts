import { openReadOnly } from '@app/database';
import { SwitchingSource } from './catalog-source';
import { CatalogReader } from './catalog-reader';
import { currentGeneration, generationFile, removeGeneration } from './generations';
import { invariant } from '@app/kernel';

/** The catalog on SQLite, as selling reads it. */
export interface SqliteCatalog {
  readonly reader: CatalogReader;
  /** Follows the pointer file: called after the apply worker has switched it. Without a change it does nothing. */
  follow(): void;
  close(): void;
}

/** Opens the generation that the pointer names, read-only. */
export function openSqliteCatalog(directory: string): SqliteCatalog {
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
  return { reader: new CatalogReader(source), follow, close: () => source.close() };
}
