/** Why a whole package cannot be applied. Nothing of it stays; the store goes on selling on what it has. */
export type PackageFaultReason =
  | 'segment-damaged'
  /** A segment unpacks to more than its rows can take. */
  | 'too-large'
  | 'count-differs'
  | 'gap'
  | 'schema-newer'
  | 'kind-unknown'
  | 'check-failed'
  /** Rows of another channel than the segment is for. */
  | 'other-channel'
  /** The SQLite form is not what it should be; the lines may be. */
  | 'file-refused';

export class PackageFault extends Error {
  /** Which package of a load it was; null when it was the load as a whole. */
  packageId: string | null = null;

  constructor(
    readonly reason: PackageFaultReason,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'PackageFault';
  }
}
