import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBox, openSqliteStore, takeOverStore, uploadRange, type Box, type Journal, type UploadRecord } from '@app/channel-db';
import { openReadOnly, type Reader } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { storeFileOf } from './store-file';

/** Where a copy that was brought back waits for the next start. */
export const restoredFileOf = (dataDir: string): string => join(dataDir, 'restored', 'store.db');

/** The companions of a SQLite file move with it. */
const PARTS = ['-wal', '-shm', ''];
const MOST_RECORDS = 1_000;

interface Adoption {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly journal: Journal;
}

/**
 * Before anything is opened: a store that was brought back takes the place of the one this box began with, under the identity this box
 * was enrolled with, and with the records it has written since. A cut at any line is gone on from at the next start.
 */
export async function adoptRestoredStore({ dataDir, clock, journal }: Adoption): Promise<void> {
  const [restored, present] = [restoredFileOf(dataDir), storeFileOf({ dataDir })];
  if (!existsSync(restored)) return;
  if (existsSync(present)) {
    await goOnWith(restored, await factsOf(present), { clock, journal });
    for (const part of PARTS) if (existsSync(present + part)) renameSync(present + part, join(dataDir, `store-before-restore.db${part}`));
  }
  renameSync(restored, present);
  rmSync(join(dataDir, 'restored'), { recursive: true });
}

interface PresentFacts {
  readonly box: Box;
  readonly records: readonly UploadRecord[];
}

async function factsOf(file: string): Promise<PresentFacts> {
  const { reader, close } = openReadOnly(file);
  try {
    const box = await findBox(reader);
    if (!box) throw new DomainError('box.not-enrolled', 'the box was not enrolled yet');
    return { box, records: await ownRecords(reader, box) };
  } finally {
    close();
  }
}

async function ownRecords(reader: Reader, { identity }: Box): Promise<UploadRecord[]> {
  const records: UploadRecord[] = [];
  for (;;) {
    const page = await uploadRange(reader, identity, records.at(-1)?.counter ?? 0, MOST_RECORDS);
    if (page.length === 0) return records;
    records.push(...page);
  }
}

async function goOnWith(file: string, { box, records }: PresentFacts, { clock, journal }: Omit<Adoption, 'dataDir'>): Promise<void> {
  const store = await openSqliteStore(file);
  try {
    const { identity, ...rest } = box;
    const enrolment = { ...rest, ...identity };
    await store.unitOfWork.run(async (tx) => {
      await takeOverStore(tx, enrolment, clock.now());
      await journal.importCapsules(tx, records, () => 'valid');
    });
  } finally {
    await store.close();
  }
}
