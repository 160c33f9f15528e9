import { openShifts } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock, Instant } from '@app/kernel';
import type { Job, JobRunner } from '@app/platform';
import { lastCheck } from '../check/check-report';
import type { Exchange } from '../create-exchange';
import type { ResendService } from '../records/resend.service';

const RESEND_JOB = 'exchange.resend';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Once a day while the store is closed; one that never closes is compared all the same. */
const DUE = { closedMs: 20 * HOUR_MS, openMs: 30 * HOUR_MS } as const;

interface Moment {
  readonly now: Instant;
  /** When the process began. */
  readonly startedAt: Instant;
  /** Null before the first comparison. */
  readonly lastAt: Instant | null;
  /** A shift is open. */
  readonly isOpen: boolean;
}

/** A box that never compared does so at the next close, or some hours after its start. */
export function isCheckDue({ now, startedAt, lastAt, isOpen }: Moment): boolean {
  const age = now - (lastAt ?? startedAt - DUE.closedMs);
  // A report from the future was written under a wrong clock.
  return age < 0 || age >= (isOpen ? DUE.openMs : DUE.closedMs);
}

/** Compares with headquarters once a day, in hours in which no shift is open. Not over a line that costs or rests: then a person asks for it. */
export function checkJob({ check, lineUse }: Pick<Exchange, 'check' | 'lineUse'>, store: Database, clock: Clock): Job {
  const startedAt = clock.now();
  return {
    name: 'exchange.check',
    everyMs: 10 * MINUTE_MS,
    run: async () => {
      const { isMetered, isPaused } = lineUse.profile;
      if (isMetered || isPaused || (await lineUse.isPausedHere())) return;
      const isOpen = (await openShifts(store.reader)).length > 0;
      const lastAt = (await lastCheck(store.reader))?.checkedAt ?? null;
      if (isCheckDue({ now: clock.now(), startedAt, lastAt, isOpen })) await check.run({ repairs: true });
    },
  };
}

/** Sends again what stands as lost at headquarters; right after a proof found it through `kickResend`. */
export function resendJob(resend: ResendService): Job {
  return { name: RESEND_JOB, everyMs: MINUTE_MS, run: async () => void (await resend.runOnce()) };
}

export function kickResend(jobs: JobRunner): void {
  void jobs.trigger(RESEND_JOB);
}
