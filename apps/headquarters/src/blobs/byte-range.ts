import { DomainError } from '@app/kernel';

export interface ByteRange {
  readonly from: number;
  /** One past the last byte. */
  readonly to: number;
  readonly isPart: boolean;
}

/** What `Range` asks for: one range with a beginning, as a box that goes on with a download sends it. */
export function byteRange(header: string | undefined, sizeBytes: number): ByteRange {
  if (header === undefined) return { from: 0, to: sizeBytes, isPart: false };
  const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})?$/.exec(header) ?? [];
  const from = Number(first ?? -1);
  const to = last === undefined ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (from < 0 || from >= to)
    throw new DomainError('blob.range', `the range is outside the ${sizeBytes} bytes of the segment`, { sizeBytes });
  return { from, to, isPart: true };
}
