import { inChunks, insertRows, marks, type Database, type Tx } from '@app/database';
import { barcodeChanges, indexedEntities, productChanges, searchState, type ChangeKind } from './index-changes';
import { indexProducts, inFewSizes } from './index-writer';
import { searchBarcodeTable } from './search-tables';

/** What a barcode ends with, as far as the index knows it. */
export const ENDING_LENGTH = 8;
export const endingOf = (barcode: string): string => [...barcode.slice(-ENDING_LENGTH)].reverse().join('');

export interface IndexUpdate {
  readonly database: Pick<Database, 'reader' | 'unitOfWork'>;
  /** Changes written in one unit of work. */
  readonly batch: number;
  /** Looked at between two units; what was written until then stays. */
  readonly mayGoOn?: () => boolean;
}

/** How an update ended: the index is of the version it began with, or it was stopped on the way. */
export type IndexOutcome = { readonly kind: 'current'; readonly changeCount: number } | { readonly kind: 'stopped' };

/**
 * Brings the search index to the catalog's version by comparing both: what came, changed or went is written, in batches. It needs to
 * know nothing of packages, and mends whatever a cut or a restored file left. Rows applied meanwhile are found by the next update.
 */
export async function updateSearchIndex({ database, batch, mayGoOn = () => true }: IndexUpdate): Promise<IndexOutcome> {
  const { reader, unitOfWork } = database;
  const { indexVersion, catalogVersion } = await searchState(reader);
  if (indexVersion === catalogVersion) return { kind: 'current', changeCount: 0 };
  let changeCount = 0;
  for (const legalEntityId of await indexedEntities(reader)) {
    for (const kind of ['gone', 'changed'] as const) {
      for (const step of [productStep, barcodeStep]) {
        for (let after: string | undefined = ''; after !== undefined;) {
          if (!mayGoOn()) return { kind: 'stopped' };
          const done: StepDone = await step(database, { kind, legalEntityId, after }, batch);
          changeCount += done.count;
          after = done.last;
        }
      }
    }
  }
  await unitOfWork.run((tx) => tx.run('UPDATE {search_state} SET catalog_version = ? WHERE id = 1', [catalogVersion]));
  return { kind: 'current', changeCount };
}

interface Place {
  readonly kind: ChangeKind;
  readonly legalEntityId: string;
  readonly after: string;
}

interface StepDone {
  readonly count: number;
  /** Where to go on; undefined when that was all. */
  readonly last: string | undefined;
}

async function productStep({ reader, unitOfWork }: IndexUpdate['database'], place: Place, batch: number): Promise<StepDone> {
  const changes = await productChanges(reader, place, batch);
  if (changes.length > 0) {
    await unitOfWork.run(async (tx) => {
      const { lastNumber } = await searchState(tx);
      const last = await indexProducts(tx, place.legalEntityId, changes, lastNumber);
      await tx.run('UPDATE {search_state} SET last_number = ? WHERE id = 1', [last]);
    });
  }
  return { count: changes.length, last: changes.length < batch ? undefined : changes.at(-1)?.productId };
}

async function barcodeStep({ reader, unitOfWork }: IndexUpdate['database'], place: Place, batch: number): Promise<StepDone> {
  const barcodes = await barcodeChanges(reader, place, batch);
  if (barcodes.length > 0) await unitOfWork.run((tx) => saveBarcodes(tx, place, barcodes));
  return { count: barcodes.length, last: barcodes.length < batch ? undefined : barcodes.at(-1) };
}

async function saveBarcodes(tx: Tx, { kind, legalEntityId }: Place, barcodes: readonly string[]): Promise<void> {
  if (kind === 'changed') {
    const rows = barcodes.map((barcode) => ({ legal_entity_id: legalEntityId, barcode, ending: endingOf(barcode) }));
    return inFewSizes(rows, (some) => insertRows(tx, searchBarcodeTable, some));
  }
  for (const chunk of inChunks(barcodes, 1, 500)) {
    await tx.run(`DELETE FROM {search_barcode} WHERE legal_entity_id = ? AND barcode IN (${marks(chunk.length)})`, [
      legalEntityId,
      ...chunk,
    ]);
  }
}
