import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { bucketOf, ContentSum, type Segment } from '@app/protocol';
import type { BlobStore } from '../../blobs/blob-store';
import {
  changedPages,
  countPresent,
  newestVersion,
  presentPages,
  tightRange,
  type KeptRow,
  type VersionRange,
} from '../sending/company-pages';
import { deletionOf, type ShapedEntity } from '../sending/row-shape';
import { namesOf, SegmentFiles, type SegmentFile } from './segment-files';
import { keepSet, knownSet, nameSet, type SegmentSet, type SetKey } from './segment-sets';

/** Whose rows go into a segment: everybody's of the data group, or one channel's. */
export interface SegmentScope {
  readonly channelId: string | null;
  /** Values of `scope_id`: a channel, or the group's legal entities and '' for rows of nobody in particular. */
  readonly scopeIds: readonly string[];
}

/** Segments of one entity in one scope, with what they hold together. */
export interface EntitySegments {
  readonly segments: readonly Segment[];
  readonly rowCount: number;
  /** Content digest of the rows; of a snapshot, it is that of the table once they are applied. */
  readonly digest: string;
}

/** Rows as files. They are built once for all who need the same rows; asked again, the same files are named. */
export class Segments {
  private readonly building = new Map<string, Promise<SegmentSet>>();

  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
  ) {}

  /** All rows that go down to the scope. */
  async snapshot(shaped: ShapedEntity, scope: SegmentScope): Promise<EntitySegments> {
    const { reader } = this.database;
    const to = await newestVersion(reader, [shaped.entity.name], scope.scopeIds);
    const pages = () => presentPages(reader, { entity: shaped.entity.name, scopeIds: scope.scopeIds });
    return this.take(shaped, scope, { shape: `snapshot ${shaped.name}`, from: 0, to }, pages);
  }

  /** Rows that changed in the range, in their last state; what no longer goes down as a deletion. */
  async delta(shaped: ShapedEntity, scope: SegmentScope, range: VersionRange): Promise<EntitySegments | undefined> {
    const of = { entity: shaped.entity.name, scopeIds: scope.scopeIds };
    const tight = await tightRange(this.database.reader, of, range);
    if (!tight) return undefined;
    return this.take(shaped, scope, { shape: `delta ${shaped.name}`, ...tight }, () => changedPages(this.database.reader, of, tight));
  }

  /** The rows of some buckets of a scope. */
  async repair(shaped: ShapedEntity, scope: SegmentScope, buckets: readonly number[]): Promise<EntitySegments> {
    const { reader } = this.database;
    const of = { entity: shaped.entity.name, scopeIds: scope.scopeIds };
    const to = await newestVersion(reader, [of.entity], scope.scopeIds);
    const shape = `repair ${shaped.name} of ${[...buckets].sort((a, b) => a - b).join(' ')}`;
    return this.take(shaped, scope, { shape, from: to, to }, () => rowsIn(presentPages(reader, of), new Set(buckets)));
  }

  private async take(
    shaped: ShapedEntity,
    { channelId, scopeIds }: SegmentScope,
    range: VersionRange & { readonly shape: string },
    pages: () => AsyncIterable<KeptRow[]>,
  ): Promise<EntitySegments> {
    const entity = shaped.entity.name;
    const key: SetKey = { entity, scope: JSON.stringify(scopeIds), ...range };
    const { segments, rowCount, digest } = (await this.known(key)) ?? (await this.builtOnce(key, shaped, pages));
    return { segments: segments.map((file) => ({ ...file, entity, channelId, format: 'ndjson.gz' as const })), rowCount, digest };
  }

  /** Undefined when it was never built, or a file of it is gone. */
  private async known(key: SetKey): Promise<SegmentSet | undefined> {
    const set = await knownSet(this.database.reader, key);
    const sizes = set && (await Promise.all(set.segments.flatMap(namesOf).map((sha256) => this.blobs.sizeOf(sha256))));
    if (!set || sizes?.includes(undefined)) return undefined;
    await nameSet(this.database, key, set, this.clock.now());
    return set;
  }

  private builtOnce(key: SetKey, shaped: ShapedEntity, pages: () => AsyncIterable<KeptRow[]>): Promise<SegmentSet> {
    const name = JSON.stringify(key);
    const running = this.building.get(name) ?? this.build(key, shaped, pages()).finally(() => this.building.delete(name));
    this.building.set(name, running);
    return running;
  }

  private async build(key: SetKey, { entity, shape }: ShapedEntity, pages: AsyncIterable<KeptRow[]>): Promise<SegmentSet> {
    const isDelta = key.shape.startsWith('delta');
    const scope = { entity: entity.name, scopeIds: JSON.parse(key.scope) as string[] };
    const files = new SegmentFiles(this.blobs, entity, isDelta ? 0 : await countPresent(this.database.reader, scope));
    const content = new ContentSum();
    for await (const page of pages) {
      for (const { rowKey, body, isDeleted } of page) {
        const text = isDeleted === 1 ? undefined : shape(body);
        if (text !== undefined) content.add(rowKey, text);
        if (text !== undefined || isDelta) await files.add(text ?? deletionOf(entity, rowKey));
      }
    }
    const segments: readonly SegmentFile[] = await files.finish();
    const rowCount = segments.reduce((sum, segment) => sum + segment.rowCount, 0);
    const set = { segments, rowCount, digest: content.digest(), namedAt: this.clock.now() };
    // Nothing is found out again as quickly as it is looked up.
    if (rowCount > 0) await this.database.unitOfWork.run((tx) => keepSet(tx, key, set));
    return set;
  }
}

async function* rowsIn(pages: AsyncIterable<KeptRow[]>, buckets: ReadonlySet<number>): AsyncGenerator<KeptRow[]> {
  for await (const page of pages) yield page.filter(({ rowKey }) => buckets.has(bucketOf(rowKey)));
}
