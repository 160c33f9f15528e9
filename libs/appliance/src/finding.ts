import type { Instant } from '@app/kernel';
import type { PlannedWork } from './facts/planned-work';
import type { UpdateUnderWay, WrittenReason } from './facts/update-facts';
import type { DownloadFacts, RegisterFacts, UnclearCardPayment } from './facts/unit-status';

/** How much a finding weighs. The verdict is that of the heaviest. */
export type Weight = 'information' | 'attention' | 'limits-selling' | 'stops-selling';

export const RANK: Readonly<Record<Weight, number>> = { 'stops-selling': 0, 'limits-selling': 1, attention: 2, information: 3 };

/** What a person can do about it in the console. */
export type ActionKind = FixupKind | 'enrol' | 'show-registers' | 'show-users' | 'show-updates' | 'resolve-card';
/** What the console can do about it, by itself or when somebody asks. */
export type FixupKind = 'restart-unit' | 'retry-upload' | 'retry-exchange' | 'renew-certificate' | 'make-backup';

/** One thing worth saying, as a code and its facts. Sentences are made from it where it is read. */
export type Finding = { readonly weight: Weight; readonly action: ActionKind | null } & FindingFacts;

/** A finding that no other finding explains, with those it explains. */
export type Cause = Finding & { readonly consequences: readonly Finding[] };
export type FindingCode = FindingFacts['code'];

type FindingFacts =
  | { readonly code: 'unit.starting'; readonly since: Instant | null }
  | { readonly code: 'unit.silent'; readonly since: Instant | null }
  | { readonly code: 'unit.crashing'; readonly restarts: number; readonly nextStartAt: Instant | null }
  | { readonly code: 'unit.stopped'; readonly since: Instant | null }
  | { readonly code: 'database.broken'; readonly message: string | null }
  | { readonly code: 'box.new' }
  | { readonly code: 'box.loading' }
  | { readonly code: 'box.behind'; readonly registerNames: readonly string[] }
  | { readonly code: 'box.superseded' }
  | { readonly code: 'box.copy'; readonly fork: number }
  | { readonly code: 'registers.none' }
  | { readonly code: 'register.silent'; readonly register: RegisterFacts; readonly registerName: string; readonly count: number }
  | { readonly code: 'line.down'; readonly since: Instant | null }
  | { readonly code: 'line.intercepted'; readonly since: Instant | null }
  | { readonly code: 'line.refused'; readonly since: Instant | null }
  | { readonly code: 'card.unclear'; readonly payment: UnclearCardPayment; readonly registerName: string; readonly count: number }
  | { readonly code: 'disk.full'; readonly freeBytes: number }
  | { readonly code: 'disk.low'; readonly freeBytes: number }
  /** Receipts, or ids of records that are no sales, that headquarters lost or holds with another content. */
  | { readonly code: 'records.lost'; readonly names: readonly string[] }
  | { readonly code: 'records.different'; readonly names: readonly string[] }
  | { readonly code: 'catalog.different' }
  /** What counts most first. */
  | { readonly code: 'downloads.late'; readonly jobs: readonly DownloadFacts[] }
  | { readonly code: 'disk.filling'; readonly freeBytes: number; readonly fullAt: Instant }
  | { readonly code: 'database.large'; readonly storeBytes: number; readonly freeBytes: number }
  | { readonly code: 'database.slow'; readonly flushMs: number }
  | { readonly code: 'clock.wrong'; readonly offsetMs: number }
  | { readonly code: 'certificate.expired'; readonly validUntil: Instant }
  | { readonly code: 'certificate.old'; readonly validUntil: Instant }
  | {
      readonly code: 'upload.waiting';
      readonly count: number;
      readonly amounts: Readonly<Record<string, string>>;
      readonly oldestAt: Instant;
    }
  | { readonly code: 'upload.stuck'; readonly since: Instant | null; readonly count: number }
  | { readonly code: 'rows.quarantined'; readonly count: number }
  | { readonly code: 'real-time.refusing' }
  | { readonly code: 'unit.memory'; readonly memoryBytes: number }
  | { readonly code: 'unit.slow'; readonly loopLagMs: number }
  | { readonly code: 'jobs.failing'; readonly names: readonly string[]; readonly since: Instant | null }
  | { readonly code: 'shift.overdue'; readonly registerNames: readonly string[] }
  | { readonly code: 'access.emergency-code-used' }
  | { readonly code: 'access.no-emergency-code' }
  | { readonly code: 'backup.old'; readonly lastAt: Instant | null }
  | { readonly code: 'backup.failed'; readonly lastAt: Instant | null }
  | { readonly code: 'backup.unproven'; readonly lastAt: Instant | null }
  /** Work that people were told of before: it has begun, or will. */
  | ({ readonly code: 'work.under-way' } & PlannedWork)
  | ({ readonly code: 'work.announced' } & PlannedWork)
  /** An update goes on, or did not find a moment in its time. */
  | { readonly code: 'update.under-way'; readonly underWay: UpdateUnderWay }
  | { readonly code: 'update.waiting'; readonly underWay: UpdateUnderWay }
  /** A release ran and was taken back, or was not let in at all. */
  | ({ readonly code: 'update.undone' } & ReleaseNotKept)
  | ({ readonly code: 'update.refused' } & ReleaseNotKept)
  /** The end is null where what was shown last was too old from the beginning. */
  | { readonly code: 'update.metadata-expired'; readonly endedAt: Instant | null }
  | { readonly code: 'update.not-genuine'; readonly since: Instant }
  /** Sales that a register gave back and that do not fit what this box holds, by their ids. */
  | { readonly code: 'journal.conflict'; readonly names: readonly string[] };

interface ReleaseNotKept {
  readonly to: string;
  readonly from: string;
  readonly reason: WrittenReason;
  readonly since: Instant;
}

export type FindingOf<Code extends FindingCode> = Extract<Finding, { readonly code: Code }>;
