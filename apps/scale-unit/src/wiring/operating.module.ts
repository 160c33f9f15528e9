import { Global, Module } from '@nestjs/common';
import { CatalogReader, Journal } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import type { Store } from '@app/store-operations';
import { BUSINESS_CLOCK, CLOCK, STORE } from './parts';
import { OPERATING_STORE } from './store-operations';

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
  ],
  exports: [OPERATING_STORE],
})
export class OperatingModule {} // prettier-ignore
