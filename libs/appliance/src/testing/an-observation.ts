import type { Observation } from '../facts/observation';
import type { ChannelFacts, DownloadFacts, RegisterFacts, UnclearCardPayment, UnitStatus } from '../facts/unit-status';

/** 2026-11-20T10:12:00Z. */
export const NOW = 1_795_169_520_000;

export function aRegister(parts: Partial<RegisterFacts> = {}): RegisterFacts {
  return {
    channelId: 'c',
    registerId: '3',
    name: 'Register 3',
    deviceState: 'active',
    staff: null,
    isShiftOpen: false,
    lastSeenAt: NOW - 5000,
    ...parts,
  };
}

export const aChannel = (parts: Partial<ChannelFacts> = {}): ChannelFacts => ({
  channelId: 'c',
  name: 'Riverside 0042',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  ...parts,
});

export const aDownload = (parts: Partial<DownloadFacts> = {}): DownloadFacts => ({
  job: '1020',
  name: 'Prices and discounts',
  createdAt: NOW - 48 * 3_600_000,
  dueAt: NOW,
  isImportant: true,
  ...parts,
});

interface StatusParts {
  readonly channels?: readonly ChannelFacts[];
  readonly box?: Partial<UnitStatus['box']>;
  readonly registers?: readonly RegisterFacts[];
  readonly unclear?: readonly UnclearCardPayment[];
  readonly headquarters?: Partial<UnitStatus['headquarters']>;
  readonly prices?: UnitStatus['prices'];
  readonly disk?: Partial<UnitStatus['disk']>;
  readonly database?: Partial<UnitStatus['database']>;
  readonly alarms?: UnitStatus['alarms'];
  readonly upload?: Partial<UnitStatus['upload']>;
  readonly certificate?: UnitStatus['certificate'];
  readonly process?: UnitStatus['process'];
  readonly jobs?: UnitStatus['jobs'];
  readonly backup?: UnitStatus['backup'];
  readonly clock?: Partial<UnitStatus['clock']>;
}

/** A store where all is well, but for the parts. */
export function aStatus(parts: StatusParts = {}): UnitStatus {
  return {
    software: { version: '0.1.0' },
    box: { state: 'active', channelDatabaseId: 'db', epoch: 1, fork: 0, ...parts.box },
    channels: parts.channels ?? [aChannel()],
    selling: { isPossible: true, reason: null, registers: parts.registers ?? [aRegister()] },
    headquarters: { isReachable: true, since: NOW - 3_600_000, lastError: null, somethingElseAnswers: false, ...parts.headquarters },
    upload: { waitingCount: 0, waitingAmounts: {}, oldestAt: null, lastAcknowledgedAt: NOW - 1000, ...parts.upload },
    prices: parts.prices ?? { version: 1, appliedAt: NOW - 3_600_000 },
    cards: { unclear: parts.unclear ?? [] },
    disk: { freeBytes: 50e9, totalBytes: 100e9, storeBytes: 1e6, ...parts.disk },
    database: { ok: true, checkedAt: NOW, message: null, ...parts.database },
    alarms: parts.alarms ?? [],
    certificate: parts.certificate,
    process: parts.process,
    jobs: parts.jobs,
    backup: parts.backup,
    clock: { now: NOW, businessNow: NOW, ...parts.clock },
  };
}

export function anObservation(parts: Partial<Observation> = {}): Observation {
  return {
    at: NOW,
    isUnitAnswering: true,
    silentSince: null,
    status: aStatus(),
    statusAt: NOW,
    process: { state: 'running', restarts: 0, startedAt: NOW - 3_600_000, nextStartAt: null },
    fault: null,
    ...parts,
  };
}
