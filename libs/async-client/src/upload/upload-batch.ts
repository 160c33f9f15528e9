import type { UploadRecord } from '@app/channel-db';
import { headAfter, type BoxIdentity, type UploadHeader } from '@app/protocol';

/** A run of records as it goes up: the header line, the records' own bytes, and their signatures. */
export interface UploadBatch {
  readonly header: UploadHeader;
  readonly bytes: Uint8Array;
}

/** Enough to drain a day in seconds, small enough to be sent again after a cut. */
const MAX_BYTES = 4 * 1024 * 1024;

const NEW_LINE = 0x0a;

/** Holds one batch after the other: a new megabyte for each would keep the garbage collector busy while registers sell. */
export class BatchRoom {
  private room = Buffer.alloc(0);

  /** The lines as bytes, good until the next are written. */
  write(lines: readonly string[]): Uint8Array {
    const size = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    if (this.room.length < size) this.room = Buffer.allocUnsafeSlow(size);
    const end = lines.reduce((at, line) => this.room.writeUInt8(NEW_LINE, at + this.room.write(line, at)), 0);
    return this.room.subarray(0, end);
  }
}

/** The batch of the first records that fit; undefined when there are none. Nothing is encoded again: the bytes go up as stored. */
export function uploadBatch(
  box: BoxIdentity,
  records: readonly UploadRecord[],
  previousHead: string,
  room: BatchRoom,
): UploadBatch | undefined {
  const taken = fitting(records);
  const [first, last] = [taken[0], taken.at(-1)];
  if (!first || !last) return undefined;
  const header: UploadHeader = {
    protocol: 1,
    box,
    fromCounter: first.counter,
    toCounter: last.counter,
    count: taken.length,
    sums: sumsOf(taken),
    previousHead,
    head: headAfter(
      previousHead,
      taken.map(({ digest }) => digest),
    ),
  };
  const signatures = taken.map(({ signature, keyId }) => ({ signature, keyId }));
  const lines = [JSON.stringify(header), ...taken.map(({ record }) => record), JSON.stringify({ signatures })];
  return { header, bytes: room.write(lines) };
}

/** Gross of the sales per currency, in minor units. */
export function sumsOf(records: readonly Pick<UploadRecord, 'currency' | 'gross'>[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const { currency, gross } of records) {
    if (currency !== null && gross !== null) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(gross));
  }
  return Object.fromEntries([...sums].map(([currency, sum]) => [currency, sum.toString()]));
}

/** At least one record, however large it is. */
function fitting(records: readonly UploadRecord[]): readonly UploadRecord[] {
  let size = 0;
  const end = records.findIndex(({ record }, index) => {
    size += record.length;
    return index > 0 && size > MAX_BYTES;
  });
  return end < 0 ? records : records.slice(0, end);
}
