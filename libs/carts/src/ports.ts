import type { CatalogReader, Journal } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';

/** What selling needs of the box. */
export interface SellingPorts {
  readonly database: Database;
  readonly catalog: CatalogReader;
  readonly journal: Journal;
  /** Real time: journal, keys. */
  readonly clock: Clock;
  /** The time things are sold at: price validity and business date. */
  readonly businessClock: Clock;
}

/** Who sells, and where: from the device's token and the employee's session. */
export interface Seller {
  readonly deviceId: string;
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly registerId: string;
  readonly staffId: string | null;
  /** The second person, where one stood in for a permission. */
  readonly approvedBy: string | null;
}
