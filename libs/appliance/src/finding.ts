import type { Instant } from '@app/kernel';
import type { RegisterFacts, UnclearCardPayment } from './facts/unit-status';

/** How much a finding weighs. The verdict is that of the heaviest. */
export type Weight = 'information' | 'attention' | 'limits-selling' | 'stops-selling';

/** What a person can do about it in the console. */
export type ActionKind = 'restart-unit' | 'enrol' | 'show-registers' | 'resolve-card';

/** One thing worth saying, as a code and its facts. Sentences are made from it where it is read. */
export type Finding = { readonly weight: Weight; readonly action: ActionKind | null } & FindingFacts;
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
  | { readonly code: 'selling.stopped'; readonly reason: string | null }
  | { readonly code: 'registers.none' }
  | { readonly code: 'register.silent'; readonly register: RegisterFacts; readonly registerName: string; readonly count: number }
  | { readonly code: 'line.down'; readonly since: Instant | null }
  | { readonly code: 'line.intercepted'; readonly since: Instant | null }
  | { readonly code: 'card.unclear'; readonly payment: UnclearCardPayment; readonly registerName: string; readonly count: number }
  | { readonly code: 'disk.full'; readonly freeBytes: number }
  | { readonly code: 'disk.low'; readonly freeBytes: number }
  /** Receipts, or ids of records that are no sales, that headquarters lost or holds with another content. */
  | { readonly code: 'records.lost'; readonly names: readonly string[] }
  | { readonly code: 'records.different'; readonly names: readonly string[] }
  | { readonly code: 'catalog.different' }
  | { readonly code: 'prices.old'; readonly appliedAt: Instant };

export type FindingOf<Code extends FindingCode> = Extract<Finding, { readonly code: Code }>;
