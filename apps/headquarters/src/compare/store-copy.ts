import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOG_MIGRATIONS, CatalogReader, catalogTable } from '@app/channel-db';
import { openSqlite, type Database, type Reader } from '@app/database';
import { cellsOf, channelEntity, ENTITIES, type EntityDefinition } from '@app/protocol';
import { findRow, type WireRow } from '../company/company-rows';
import { presentPages } from '../retail-scheduler/sending/company-pages';

type Channel = WireRow<typeof channelEntity>;

/**
 * A catalog as a box would have it, in a folder of its own that goes with it: of each store that is asked for, the rows that stand at
 * headquarters now.
 */
export class StoreCopy {
  private readonly scopes = new Set<string>();
  private readonly channels = new Map<string, Channel | undefined>();
  private version = 0;
  readonly catalog: CatalogReader;

  private constructor(
    private readonly headquarters: Reader,
    private readonly database: Database,
    private readonly folder: string,
  ) {
    this.catalog = new CatalogReader({ read: (work) => work(database.reader) }, true);
  }

  static async open(headquarters: Reader): Promise<StoreCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'store-copy-'));
    const database = await openSqlite({ file: join(folder, 'catalog.db'), migrations: CATALOG_MIGRATIONS });
    return new StoreCopy(headquarters, database, folder);
  }

  /** The store, with its rows in the catalog; undefined when headquarters knows none of the name. */
  async store(channelId: string): Promise<Channel | undefined> {
    if (this.channels.has(channelId)) return this.channels.get(channelId);
    const channel = await findRow(this.headquarters, channelEntity, { channelId });
    if (channel) await this.copy(['', channel.legalEntityId, channelId]);
    this.channels.set(channelId, channel);
    return channel;
  }

  async close(): Promise<void> {
    await this.database.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async copy(scopeIds: readonly string[]): Promise<void> {
    const missing = scopeIds.filter((scopeId) => !this.scopes.has(scopeId));
    for (const entity of ENTITIES) {
      for await (const page of presentPages(this.headquarters, { entity: entity.name, scopeIds: missing })) {
        await this.insert(entity, page.map(({ body }) => body)); // prettier-ignore
      }
    }
    for (const scopeId of missing) this.scopes.add(scopeId);
    this.version += 1;
    await this.database.unitOfWork.run((tx) => tx.run('UPDATE {catalog_state} SET version = ? WHERE id = 1', [this.version]));
  }

  private async insert(entity: EntityDefinition, bodies: readonly string[]): Promise<void> {
    const stored = catalogTable(entity.name);
    if (!stored) return;
    const names = stored.columns.map(({ column }) => column).join(', ');
    const places = stored.columns.map(() => '?').join(', ');
    await this.database.unitOfWork.run(async (tx) => {
      for (const body of bodies) {
        const row = entity.schema.parse(JSON.parse(body));
        await tx.run(`INSERT INTO {${stored.table}} (${names}) VALUES (${places})`, cellsOf(stored.columns, row));
      }
    });
  }
}
