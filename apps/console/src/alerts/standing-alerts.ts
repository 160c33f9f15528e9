import type { Cause, Weight } from '@app/appliance';
import type { Instant } from '@app/kernel';

/** A cause that has stood long enough to be told. */
export interface Alert {
  readonly code: string;
  readonly weight: Weight;
  /** What follows from it, by code. */
  readonly consequences: readonly string[];
  readonly startedAt: Instant;
  /** Null while it stands. */
  readonly endedAt: Instant | null;
  /** Whether whoever listens knows how it is now. */
  readonly isTold: boolean;
}

/** What is over before this is not worth anybody's sleep. */
const STANDS_FOR_MS = 30_000;

/** Alerts after one more look: new causes begin one, causes that are gone end theirs. What was told to be over is forgotten. */
export function nextAlerts(known: readonly Alert[], causes: readonly Cause[], now: Instant): Alert[] {
  // What work brings that people were told of before is no alert.
  const told = causes.filter(({ code, weight }) => weight !== 'information' && code !== 'work.under-way');
  const kept = known.filter(({ endedAt, isTold }) => endedAt === null || !isTold).map((alert) => withCause(alert, told, now));
  const begun = told.filter(({ code }) => !kept.some((alert) => alert.code === code && alert.endedAt === null));
  return [...kept, ...begun.map((cause) => alertOf(cause, now))].filter((alert) => !wasBrief(alert));
}

/** Those to tell about now. */
export function untold(alerts: readonly Alert[], now: Instant): Alert[] {
  return alerts.filter(({ isTold, startedAt }) => !isTold && now - startedAt >= STANDS_FOR_MS);
}

function withCause(alert: Alert, causes: readonly Cause[], now: Instant): Alert {
  if (alert.endedAt !== null) return alert;
  const cause = causes.find(({ code }) => code === alert.code);
  if (!cause) return { ...alert, endedAt: now, isTold: false };
  return { ...alert, weight: cause.weight, consequences: cause.consequences.map(({ code }) => code) };
}

function alertOf({ code, weight, consequences }: Cause, now: Instant): Alert {
  return { code, weight, consequences: consequences.map((one) => one.code), startedAt: now, endedAt: null, isTold: false };
}

const wasBrief = ({ startedAt, endedAt }: Alert): boolean => endedAt !== null && endedAt - startedAt < STANDS_FOR_MS;
