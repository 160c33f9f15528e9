import { Controller, Get, Inject } from '@nestjs/common';
import { CATALOG_TABLES, CatalogReader, countTables, STORE_TABLES } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { Answers, LocalCertificate, Operation, shownSettings, SlowOperations } from '@app/platform';
import { z } from 'zod';
import { SETTINGS, settingsSchema, type UnitSettings } from '../config';
import { SOFTWARE_VERSION } from '../software-version';
import { CLOCK, STORE } from '../wiring/parts';

const slowOperation = z.object({
  operation: z.string(),
  waitsElsewhere: z.boolean(),
  at: z.number(),
  tookMs: z.number(),
  status: z.int(),
  correlationId: z.string(),
});
const slowOperations = z.object({ slow: z.array(slowOperation) }).meta({ id: 'SlowOperations' });

const counted = z.object({ migration: z.string(), rows: z.record(z.string(), z.number()) });
const diagnostics = z
  .object({
    software: z.object({ version: z.string(), node: z.string(), platform: z.string() }),
    /** By environment variable. What is not on the list says only whether it is set. */
    settings: z.record(z.string(), z.string()),
    engine: z.enum(['SQLite', 'SQL Server']),
    store: counted,
    catalog: counted,
    certificate: z.object({ authorityFingerprint: z.string(), validUntil: z.number() }).nullable(),
    now: z.number(),
  })
  .meta({ id: 'Diagnostics' });

/** Settings whose value helps and can hold neither a secret nor a person. */
const SHOWN = [
  'lanHost', 'lanPort', 'port', 'managementPort', 'terminalDeadlineSeconds', 'asOf', 'sessionIdleMinutes', 'sessionHours', 'backupAt', 'backupDays',
  'backupWeeks', 'logLevel',
] as const; // prettier-ignore

/** What support wants to know of a box and its status does not say. Nothing of what was sold, and to whom. */
@Controller('management/v1')
export class DiagnosticsController {
  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
    @Inject(SETTINGS) private readonly settings: UnitSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LocalCertificate) private readonly certificate: LocalCertificate | null,
    @Inject(SlowOperations) private readonly slow: SlowOperations,
  ) {}

  @Get('slow-operations')
  @Operation(OPERATIONS.listSlowOperations)
  @Answers(200, 'The slowest requests of the last day, the slowest first.', slowOperations)
  listSlow(): z.input<typeof slowOperations> {
    return { slow: this.slow.list() };
  }

  @Get('diagnostics')
  @Operation(OPERATIONS.showDiagnostics)
  @Answers(200, 'Versions, settings, and how much each table holds.', diagnostics)
  async show(): Promise<z.input<typeof diagnostics>> {
    const { certificate } = this;
    return {
      software: { version: SOFTWARE_VERSION, node: process.version, platform: `${process.platform} ${process.arch}` },
      settings: shownSettings(settingsSchema, this.settings, SHOWN),
      engine: this.settings.storeUrl ? 'SQL Server' : 'SQLite',
      store: await countTables(
        this.store.reader,
        STORE_TABLES.map(({ name }) => name),
      ),
      catalog: await this.catalog.read((reader) =>
        countTables(
          reader,
          CATALOG_TABLES.map(({ table }) => table),
        ),
      ),
      certificate: certificate && { authorityFingerprint: certificate.authorityFingerprint, validUntil: certificate.validUntil },
      now: this.clock.now(),
    };
  }
}
