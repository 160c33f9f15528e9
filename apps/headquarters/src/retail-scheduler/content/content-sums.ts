import { setImmediate as breathe } from 'node:timers/promises';
import type { Database } from '@app/database';
import { ContentSum, type BucketValue } from '@app/protocol';
import { newestVersion, presentPages } from '../sending/company-pages';
import type { ShapedEntity } from '../sending/row-shape';
import type { SegmentScope } from '../packages/segments';

/** Sums that are kept: those of a group are asked for by every box of it. */
const MOST_KEPT = 500;

/** Content digests of present rows, summed up once for all who ask while nothing changes. */
export class ContentSums {
  private readonly kept = new Map<string, Promise<readonly BucketValue[]>>();

  constructor(private readonly database: Database) {}

  async buckets(shaped: ShapedEntity, { scopeIds }: SegmentScope): Promise<readonly BucketValue[]> {
    const version = await newestVersion(this.database.reader, [shaped.entity.name], scopeIds);
    const name = JSON.stringify([shaped.entity.name, shaped.name, scopeIds, version]);
    const known = this.kept.get(name);
    if (known) return known;
    const summing = this.sum(shaped, scopeIds);
    this.keep(name, summing);
    return summing;
  }

  private keep(name: string, summing: Promise<readonly BucketValue[]>): void {
    this.kept.set(name, summing);
    summing.catch(() => this.kept.delete(name));
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }

  private async sum({ entity, shape }: ShapedEntity, scopeIds: readonly string[]): Promise<readonly BucketValue[]> {
    const sum = new ContentSum();
    for await (const page of presentPages(this.database.reader, { entity: entity.name, scopeIds })) {
      for (const { rowKey, body } of page) {
        const text = shape(body);
        if (text !== undefined) sum.add(rowKey, text);
      }
      await breathe();
    }
    return sum.buckets();
  }
}
