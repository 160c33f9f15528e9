import { offsetClock, systemClock, type Clock } from '@app/kernel';
import { KeyFiles } from '@app/platform';
import type { SigningKey } from '@app/protocol';
import type { SqliteDatabase } from '@app/database';
import type { BlobStore } from './blobs/blob-store';
import { openBlobStore } from './blobs/open-blob-store';
import { foldersOf, type Settings } from './config';
import { Peppers } from './company/peppers';
import { initialise } from './retail-scheduler/definitions/initialise';
import { openHeadquartersDatabase } from './storage/open-database';

/** What headquarters is made of before anything is served: its file, its blobs, its keys and its clocks. The command line opens the same. */
export interface Headquarters {
  readonly settings: Settings;
  readonly database: SqliteDatabase;
  readonly blobs: BlobStore;
  readonly keys: KeyFiles;
  readonly signingKey: SigningKey & { readonly publicKey: string };
  readonly peppers: Peppers;
  /** Real time. */
  readonly clock: Clock;
  /** The day that prices and reports go by; real unless `asOf` sets it. */
  readonly businessClock: Clock;
}

export interface OpenOptions {
  readonly clock?: Clock;
  /** The file can no longer be trusted: the process should end and be started again. */
  readonly whenBroken?: () => void;
}

export async function openHeadquarters(settings: Settings, { clock = systemClock, whenBroken }: OpenOptions = {}): Promise<Headquarters> {
  const folders = foldersOf(settings);
  const database = await openHeadquartersDatabase(folders.root, whenBroken);
  await initialise(database);
  const keys = new KeyFiles(folders.keys);
  const signingKey = keys.signingKey('headquarters.pem', 'headquarters');
  const blobs = openBlobStore(settings);
  return { settings, database, blobs, keys, signingKey, peppers: new Peppers(keys), clock, businessClock: businessClock(settings, clock) };
}

/** Shows the wished day at the present time of day, and runs on from there. */
function businessClock({ asOf }: Settings, clock: Clock): Clock {
  if (asOf === undefined) return clock;
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  return offsetClock(clock, Date.parse(asOf) - Date.parse(today));
}
