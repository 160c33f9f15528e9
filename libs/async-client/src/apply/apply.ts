import { currentGeneration, generationFile, type AppliedPackage } from '@app/channel-db';
import { faultOf } from '@app/database';
import { invariant } from '@app/kernel';
import { applyPackage, type StoredPackage } from './apply-package';
import { buildGeneration } from './build-generation';
import { openForDelta } from './catalog-file';
import { retryQuarantine } from './retry-quarantine';
import { PackageFault, type PackageFaultReason } from './package-fault';

/** One delta, or all packages of a load. */
export interface ApplyRequest {
  /** Where the generations and the pointer file are. */
  readonly directory: string;
  readonly packages: readonly StoredPackage[];
  readonly now: number;
  /** Afterwards rows in quarantine are read again. */
  readonly retriesQuarantine?: boolean;
}

export type ApplyOutcome =
  | {
      readonly kind: 'applied';
      readonly packages: readonly AppliedPackage[];
      /** Rows that left quarantine by being read again; 0 when that was not asked for. */
      readonly releasedCount: number;
    }
  | {
      readonly kind: 'refused';
      /** The package at fault; null when it was the load as a whole, or this machine. */
      readonly packageId: string | null;
      readonly reason: PackageFaultReason | 'disk-full';
      readonly message: string;
    };

/** What the worker does with a request; a plain function, so that tests need no thread. */
export async function apply(request: ApplyRequest): Promise<ApplyOutcome> {
  try {
    return { kind: 'applied', ...(await applyAll(request)) };
  } catch (error) {
    if (error instanceof PackageFault) return { kind: 'refused', packageId: error.packageId, reason: error.reason, message: error.message };
    if (faultOf(error) === 'full') return { kind: 'refused', packageId: null, reason: 'disk-full', message: 'the disk is full' };
    throw error;
  }
}

type Applied = Omit<Extract<ApplyOutcome, { kind: 'applied' }>, 'kind'>;

/** Snapshots build the next generation; a delta is one transaction on the present one. */
async function applyAll({ directory, packages, now, retriesQuarantine = false }: ApplyRequest): Promise<Applied> {
  if (packages.some(({ manifest }) => manifest.kind === 'snapshot')) {
    return { packages: await buildGeneration(directory, packages, now), releasedCount: 0 };
  }
  const generation = currentGeneration(directory);
  invariant(generation !== undefined, 'the catalog was prepared before a package is applied');
  const database = openForDelta(generationFile(directory, generation));
  try {
    const applied: AppliedPackage[] = [];
    for (const stored of packages) applied.push(await applyPackage(database, stored, now));
    return { packages: applied, releasedCount: retriesQuarantine ? retryQuarantine(database, now) : 0 };
  } finally {
    database.close();
  }
}
