import type { CatalogReader, Journal } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';

/** What store operations need of the box. */
export interface Store {
  readonly database: Database;
  readonly catalog: CatalogReader;
  readonly journal: Journal;
  /** Real time: journal, keys, attempts. */
  readonly clock: Clock;
  /** The time shifts go by: openings and business dates. */
  readonly businessClock: Clock;
}

/** Who asks, and where: from the device's token and the employee's session. */
export interface Actor {
  readonly deviceId: string;
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly registerId: string;
  readonly staffId: string | null;
  readonly permissions: ReadonlySet<string>;
  /** The second person, where one stood in for a permission. */
  readonly approvedBy: string | null;
  /** The register's own clock when it asked. */
  readonly registerTime: number | null;
}
