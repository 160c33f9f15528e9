/** Why a whole package cannot be applied. Nothing of it stays; the store goes on selling on what it has. */
export type PackageFaultReason = 'segment-damaged' | 'count-differs' | 'gap' | 'schema-newer' | 'kind-unknown' | 'check-failed';

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
