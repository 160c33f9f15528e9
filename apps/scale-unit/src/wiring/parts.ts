import type { Journal, Catalog } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import type { EventHub, JobRunner, KeyFiles, LocalCertificate, Metrics, SlowOperations } from '@app/platform';
import type { createLogger } from '@app/platform';
import type { Drawer } from '@app/printing';
import type { SigningKey } from '@app/protocol';
import type { BackupWork } from '../backups/work/backup-work';
import type { UnitSettings } from '../config';
import type { UnitClock } from './clocks';
import type { HeadquartersLine } from './headquarters-line';
import type { Search } from './search';

/** What is opened once, before any feature exists, and closed last. */
export interface UnitParts {
  readonly settings: UnitSettings;
  readonly log: ReturnType<typeof createLogger>;
  readonly clock: UnitClock;
  readonly businessClock: Clock;
  readonly keys: KeyFiles;
  /** The key made on this box; its id names the instance. */
  readonly boxKey: SigningKey & { readonly publicKey: string };
  readonly instanceId: string;
  readonly store: Database;
  readonly catalog: Catalog;
  readonly search: Search;
  readonly journal: Journal;
  readonly line: HeadquartersLine;
  readonly events: EventHub;
  readonly metrics: Metrics;
  readonly slow: SlowOperations;
  readonly jobs: JobRunner;
  readonly drawReceipt: Drawer;
  readonly backupWork: BackupWork;
  /** Ends this process in good order, for another one to begin. */
  readonly restart: () => void;
  /** Absent where nothing listens on the LAN. */
  readonly certificate: LocalCertificate | undefined;
  close(): Promise<void>;
}

/** Tokens of what features inject. `CatalogReader`, `Journal`, `EventHub`, `HeadquartersLine`, `KeyFiles`, `Metrics` are their own. */
export const STORE = 'scale-unit:store';
export const CATALOG = 'scale-unit:catalog';
export const CLOCK = 'scale-unit:clock';
export const BUSINESS_CLOCK = 'scale-unit:business-clock';
export const LOG = 'scale-unit:log';
export const BOX_KEY = 'scale-unit:box-key';
export const INSTANCE_ID = 'scale-unit:instance-id';
/** Token of the `Drawer` of @app/printing. */
export const DRAW_RECEIPT = 'scale-unit:draw-receipt';
/** Token of what ends this process for another one to begin. */
export const RESTART = 'scale-unit:restart';
/** Token of the `BackupWork`. */
export const BACKUP_WORK = 'scale-unit:backup-work';
/** Token of how products are searched, and of what keeps the index for it. */
export const PRODUCT_FINDER = 'scale-unit:product-finder';
export const SEARCH_INDEXER = 'scale-unit:search-indexer';
