import type { Instant } from '@app/kernel';
import type { Notice } from './notice';
import type { PlannedWork } from './planned-work';

/** What the scale unit says about itself on its management API. Times are UTC milliseconds; amounts are decimal texts per currency. */
export interface UnitStatus {
  readonly software: { readonly version: string };
  readonly box: {
    readonly state: BoxState;
    readonly channelDatabaseId: string | null;
    readonly epoch: number | null;
    /** 0 on the main line; higher after headquarters named this box a copy. */
    readonly fork: number;
    /** While it is behind: registers that have to show what they hold. Absent in answers of an older unit. */
    readonly awaited?: readonly { readonly channelId: string; readonly registerId: string }[] | undefined;
  };
  readonly channels: readonly ChannelFacts[];
  readonly selling: { readonly isPossible: boolean; readonly reason: string | null; readonly registers: readonly RegisterFacts[] };
  readonly headquarters: HeadquartersFacts;
  readonly upload: UploadFacts;
  readonly prices: {
    readonly version: number | null;
    readonly appliedAt: Instant | null;
    /** Rows of what came down that could not be taken and wait. Absent in answers of an older unit, as what is optional below. */
    readonly quarantinedCount?: number | undefined;
    readonly jobs?: readonly DownloadFacts[] | undefined;
  };
  readonly cards: { readonly unclear: readonly UnclearCardPayment[] };
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number; readonly storeBytes: number };
  readonly database: {
    readonly ok: boolean;
    readonly checkedAt: Instant | null;
    readonly message: string | null;
    readonly engine?: string | undefined;
  };
  /** What somebody must be told, by code and what it is about. */
  readonly alarms?: readonly { readonly code: string; readonly subject: string; readonly raisedAt?: Instant | undefined }[] | undefined;
  /** Null where nothing listens on the LAN. */
  readonly certificate?: { readonly validUntil: Instant | null } | undefined;
  /** Null where the server makes copies, or none was made yet. */
  readonly backup?: { readonly lastAt: Instant | null } | undefined;
  /** The last day that is over; null before there was one. */
  readonly lastDay?: LastDayFacts | null | undefined;
  /** The last that was planned; it may be over. */
  readonly work?: PlannedWork | null | undefined;
  /** What registers are told. */
  readonly notices?: readonly Notice[] | undefined;
  readonly process?: ProcessFacts | undefined;
  readonly jobs?: readonly JobFacts[] | undefined;
  readonly clock: {
    readonly now: Instant;
    readonly businessNow: Instant;
    /** What headquarters' clock shows minus what the operating system's does, in milliseconds; null before they were compared. */
    readonly offsetMs?: number | null | undefined;
  };
}

/** `behind`: registers hold, or may hold, sales this box does not know. `superseded`: another box has taken its place. */
export type BoxState = 'new' | 'enrolled' | 'loading' | 'active' | 'behind' | 'superseded';

export interface ChannelFacts {
  readonly channelId: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale?: string | null;
}

export interface RegisterFacts {
  readonly channelId: string;
  readonly registerId: string;
  readonly name: string;
  readonly deviceState: 'none' | 'active' | 'revoked';
  readonly deviceId?: string | null;
  /** Name of who is logged on; null when nobody is. */
  readonly staff: string | null;
  readonly isShiftOpen: boolean;
  /** The day an open shift belongs to is over: it should have been closed. */
  readonly isShiftOverdue?: boolean | undefined;
  readonly lastSeenAt: Instant | null;
}

export interface HeadquartersFacts {
  readonly isReachable: boolean;
  /** Since when it is as it is. */
  readonly since: Instant | null;
  readonly lastError: string | null;
  /** An answer came that headquarters did not sign: a portal or a proxy is in between. */
  readonly somethingElseAnswers: boolean;
  /** Headquarters is there, and by the clock of this box its certificate is not valid. Absent in answers of an older unit. */
  readonly isRefusedForDates?: boolean | undefined;
  /** Calls that need an answer now are not tried at the moment, because the last ones failed. */
  readonly isRealTimeRefusing?: boolean | undefined;
}

/** A job that brings rows down. */
export interface DownloadFacts {
  readonly job: string;
  readonly name: string;
  /** When headquarters made what it brought last. */
  readonly createdAt: Instant;
  /** By when something newer, or the word that there is nothing, should have come, as its schedule goes; null when none is expected. */
  readonly dueAt: Instant | null;
  /** What a sale costs, or who may make one, depends on it. */
  readonly isImportant: boolean;
}

export interface UploadFacts {
  readonly waitingCount: number;
  readonly waitingAmounts: Readonly<Record<string, string>>;
  readonly oldestAt: Instant | null;
  readonly lastAcknowledgedAt: Instant | null;
}

export interface UnclearCardPayment {
  readonly attemptId: string;
  readonly channelId: string;
  readonly registerId: string;
  readonly amount: string;
  readonly currency: string;
  readonly startedAt: Instant;
  /** `started`: the customer may be at the terminal still. */
  readonly state?: 'started' | 'unknown' | undefined;
}

/** Whether the last day of the store is closed, and at headquarters as it is here. */
export interface LastDayFacts {
  /** `2026-11-20`. */
  readonly businessDate: string;
  readonly openCount: number;
  readonly recordCount: number;
  readonly acknowledgedCount: number;
  /** How many headquarters holds unchanged; null when it was not asked or did not answer. */
  readonly atHeadquartersCount: number | null;
  readonly provenAt: Instant | null;
}

/** How the scale unit's process is, over the last minute. */
export interface ProcessFacts {
  readonly startedAt: Instant;
  readonly memoryBytes: number;
  /** How late the event loop was, 99th percentile. */
  readonly loopLagMs: number;
  /** Mean time of a commit with its flush to disk; null when there was none. */
  readonly flushMs: number | null;
}

/** A job of the box that repeats. */
export interface JobFacts {
  readonly name: string;
  /** Runs in a row that failed; 0 after one that did not. */
  readonly failures: number;
  readonly failingSince: Instant | null;
}
