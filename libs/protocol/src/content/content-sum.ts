import { createHash } from 'node:crypto';
import { sha256Hex } from '../digest';

/** Rows of an entity fall into this many buckets by their keys, so that a difference is found and mended without sending everything. */
export const BUCKET_COUNT = 256;
const DIGEST_BYTES = 32;

/** What a bucket holds: how many rows, and the XOR of their digests as hexadecimal. */
export interface BucketValue {
  readonly rowCount: number;
  readonly digest: string;
}

/** The bucket of a row: the first byte of the SHA-256 of its key text. */
export function bucketOf(key: string): number {
  return sha256(key)[0] ?? 0;
}

/** Sums up rows of one entity in one scope, in any order: docs/protocol.md, content digests. */
export class ContentSum {
  private readonly counts = new Uint32Array(BUCKET_COUNT);
  private readonly digests = Buffer.alloc(BUCKET_COUNT * DIGEST_BYTES);

  /** `key` is the row's key text, `text` its canonical text. */
  add(key: string, text: string): void {
    const bucket = bucketOf(key);
    const row = sha256(text);
    const from = bucket * DIGEST_BYTES;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    for (let i = 0; i < DIGEST_BYTES; i += 1) this.digests[from + i] = (this.digests[from + i] ?? 0) ^ (row[i] ?? 0);
  }

  /** All buckets, in their order. */
  buckets(): BucketValue[] {
    return Array.from(this.counts, (rowCount, bucket) => ({
      rowCount,
      digest: this.digests.toString('hex', bucket * DIGEST_BYTES, (bucket + 1) * DIGEST_BYTES),
    }));
  }

  get rowCount(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  /** One digest over everything: SHA-256 of a line `count:digest` per bucket. */
  digest(): string {
    return wholeDigest(this.buckets());
  }
}

/** The one digest of all buckets. */
export function wholeDigest(buckets: readonly BucketValue[]): string {
  return sha256Hex(buckets.map(({ rowCount, digest }) => `${rowCount}:${digest}\n`).join(''));
}

/** Rows of these entities are over after the day in this field. They neither go down any more nor count in a comparison. */
export const ENDS_WITH: Readonly<Record<string, string>> = {
  price: 'validTo', priceAdjustment: 'validTo', offer: 'validTo', offerLine: 'validTo', coupon: 'validTo',
}; // prettier-ignore

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
