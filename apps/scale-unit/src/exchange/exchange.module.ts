import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import {
  applyInThread, applyOnServer, checkJob, contentsInThread, contentsOnServer, createExchange, downloadJob, indexJob, kickIndex, kickResend,
  resendJob, uploadJob, type Exchange, type SearchIndexer,
} from '@app/async-client'; // prettier-ignore
import { CatalogReader, type Catalog } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { EventHub, JOB_RUNNER, type JobRunner } from '@app/platform';
import { SETTINGS, type UnitSettings } from '../config';
import { HeadquartersLine } from '../wiring/headquarters-line';
import { CATALOG, CLOCK, SEARCH_INDEXER, STORE } from '../wiring/parts';
import { EXCHANGE } from './exchange';
import { ExchangeControlController } from './exchange-control.controller';
import { ExchangeControl } from './exchange-control.service';
import { ExchangeMetrics } from './exchange-metrics';
import { ExchangeCheckController } from './exchange-check.controller';

/** A long poll, the segments of a package and a report may be under way at once; an upload goes alone. */
const DOWNLOAD_LIMITS = { maximumInFlight: 4 };
const UPLOAD_LIMITS = { maximumInFlight: 2 };

/** Data down and sales up, as jobs that never overlap. */
@Module({
  controllers: [ExchangeControlController, ExchangeCheckController],
  providers: [
    ExchangeControl,
    ExchangeMetrics,
    {
      provide: EXCHANGE,
      inject: [HeadquartersLine, STORE, CATALOG, SETTINGS, CLOCK, EventHub, JOB_RUNNER],
      useFactory: (
        line: HeadquartersLine, store: Database, catalog: Catalog, settings: UnitSettings, clock: Clock, events: EventHub, jobs: JobRunner,
      ) =>
        createExchange({
          wires: { download: line.lane(DOWNLOAD_LIMITS), upload: line.lane(UPLOAD_LIMITS) },
          store, catalog, clock,
          directory: settings.dataDir,
          contents: catalog.server ? contentsOnServer(catalog.server) : contentsInThread(settings.dataDir),
          onLost: () => kickResend(jobs),
          applier: catalog.server ? applyOnServer(catalog.server) : applyInThread,
          onApplied: (version) => {
            events.publish({ resource: 'catalog', version });
            kickIndex(jobs);
          },
          onAcknowledged: (counter) => events.publish({ resource: 'upload-state', version: counter }),
        }), // prettier-ignore
    },
  ],
  exports: [EXCHANGE],
})
export class ExchangeModule implements OnApplicationBootstrap {
  constructor(
    @Inject(EXCHANGE) private readonly exchange: Exchange,
    @Inject(JOB_RUNNER) private readonly jobs: JobRunner,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(STORE) private readonly store: Database,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
    @Inject(SEARCH_INDEXER) private readonly index: SearchIndexer,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.add(downloadJob(this.exchange.download, this.exchange.paces.download));
    await this.jobs.add(uploadJob(this.exchange.upload, this.exchange.paces.upload));
    await this.jobs.add(resendJob(this.exchange.resend));
    await this.jobs.add(checkJob(this.exchange, this.store, this.clock));
    await this.jobs.add(indexJob(this.catalog, this.index));
  }
}
