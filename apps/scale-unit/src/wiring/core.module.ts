import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CatalogReader, Journal } from '@app/channel-db';
import { EventHub, JOB_RUNNER, KeyFiles, LocalCertificate, Metrics, SlowOperations } from '@app/platform';
import { SETTINGS } from '../config';
import { HeadquartersLine } from './headquarters-line';
import {
  BACKUP_WORK, BOX_KEY, BUSINESS_CLOCK, CATALOG, CLOCK, DRAW_RECEIPT, INSTANCE_ID, LOG, PRODUCT_FINDER, RESTART, SEARCH_INDEXER, STORE, type UnitParts,
} from './parts'; // prettier-ignore
import { Predecessors } from './predecessors';
import { RecoveryCodes } from './recovery-codes';

/** Gives what was opened to whoever injects it. */
@Global()
@Module({})
export class CoreModule {
  static with(parts: UnitParts): DynamicModule {
    const providers: Provider[] = [
      { provide: SETTINGS, useValue: parts.settings },
      { provide: LOG, useValue: parts.log },
      { provide: CLOCK, useValue: parts.clock },
      { provide: BUSINESS_CLOCK, useValue: parts.businessClock },
      { provide: STORE, useValue: parts.store },
      { provide: CATALOG, useValue: parts.catalog },
      { provide: CatalogReader, useValue: parts.catalog.reader },
      { provide: PRODUCT_FINDER, useValue: parts.search.find },
      { provide: SEARCH_INDEXER, useValue: parts.search.index },
      { provide: Journal, useValue: parts.journal },
      { provide: HeadquartersLine, useValue: parts.line },
      { provide: KeyFiles, useValue: parts.keys },
      { provide: Predecessors, useValue: new Predecessors(parts.keys) },
      { provide: RecoveryCodes, useValue: new RecoveryCodes(parts.keys) },
      { provide: BOX_KEY, useValue: parts.boxKey },
      { provide: INSTANCE_ID, useValue: parts.instanceId },
      { provide: EventHub, useValue: parts.events },
      { provide: Metrics, useValue: parts.metrics },
      { provide: SlowOperations, useValue: parts.slow },
      { provide: LocalCertificate, useValue: parts.certificate ?? null },
      { provide: JOB_RUNNER, useValue: parts.jobs },
      { provide: DRAW_RECEIPT, useValue: parts.drawReceipt },
      { provide: RESTART, useValue: parts.restart },
      { provide: BACKUP_WORK, useValue: parts.backupWork },
    ];
    return { module: CoreModule, providers, exports: providers.map((provider) => (provider as { provide: string }).provide) };
  }
}
