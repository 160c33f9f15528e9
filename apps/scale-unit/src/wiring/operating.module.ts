import { Global, Module } from '@nestjs/common';
import { CatalogReader, Journal } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { AuditTrail } from '@app/devices';
import type { LaterAudit, Store } from '@app/store-operations';
import { BUSINESS_CLOCK, CLOCK, STORE } from './parts';
import { LATER_AUDIT, OPERATING_STORE } from './store-operations';

/** What shifts and payments share. */
@Global()
@Module({
  providers: [
    {
      provide: OPERATING_STORE,
      inject: [STORE, CatalogReader, Journal, CLOCK, BUSINESS_CLOCK],
      useFactory: (database: Database, catalog: CatalogReader, journal: Journal, clock: Clock, businessClock: Clock): Store => ({
        database, catalog, journal, clock, businessClock,
      }),
    },
    { provide: LATER_AUDIT, inject: [AuditTrail], useFactory: (audit: AuditTrail): LaterAudit => audit },
  ],
  exports: [OPERATING_STORE, LATER_AUDIT],
})
export class OperatingModule {} // prettier-ignore
