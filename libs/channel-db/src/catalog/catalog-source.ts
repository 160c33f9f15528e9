import type { Reader } from '@app/database';
import { invariant } from '@app/kernel';

/** Where catalog rows are read from. On SQLite the file changes under it; on SQL Server it stays the same. */
export interface CatalogSource {
  read<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result>;
}

/** A reader with its end. */
export interface OpenedReader {
  readonly reader: Reader;
  close(): void;
}

interface Lease extends OpenedReader {
  readonly whenUnused: () => void;
  readers: number;
  isRetired: boolean;
}

/**
 * Hands out the current generation and switches to the next without refusing a read: reads that began on the old one end
 * there, reads that begin later see the new one whole, and the old one goes after its last reader.
 */
export class SwitchingSource implements CatalogSource {
  private current: Lease | undefined;

  /** Every later read uses `opened`. `whenUnused` runs once, after the last read on it and its end. */
  switchTo(opened: OpenedReader, whenUnused: () => void): void {
    const previous = this.current;
    this.current = { reader: opened.reader, close: () => opened.close(), whenUnused, readers: 0, isRetired: false };
    if (previous) retire(previous);
  }

  async read<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result> {
    const lease = this.current;
    invariant(lease, 'the catalog is read after it was opened');
    lease.readers += 1;
    try {
      return await work(lease.reader);
    } finally {
      lease.readers -= 1;
      if (lease.isRetired) endWhenUnused(lease);
    }
  }

  close(): void {
    this.current?.close();
    this.current = undefined;
  }
}

function retire(lease: Lease): void {
  lease.isRetired = true;
  endWhenUnused(lease);
}

function endWhenUnused(lease: Lease): void {
  if (lease.readers > 0) return;
  lease.close();
  lease.whenUnused();
}
