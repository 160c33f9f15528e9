import type { Job } from '@app/platform';
import { newNonce, timeAnswer } from '@app/protocol';
import type { UnitClock } from '../wiring/clocks';
import type { HeadquartersLine } from '../wiring/headquarters-line';

/** Below this the difference is the line's, not the clock's. */
const TOLERATED_MS = 10_000;
const DEADLINE_MS = 10_000;

/**
 * Asks headquarters for the time, at start and every hour. The answer is signed over the request, so a box whose own clock
 * battery is dead still dates its records and signatures right.
 */
export function clockJob(line: HeadquartersLine, clock: UnitClock): Job {
  const lane = line.lane({ maximumInFlight: 1, failuresToOpen: 3, openForMs: 60_000 });
  return {
    name: 'clock',
    everyMs: 3_600_000,
    runsAtStart: true,
    run: async (signal) => {
      const asked = performance.now();
      const path = `/exchange/v1/time?nonce=${newNonce()}`;
      const call = { method: 'GET', path, deadlineMs: DEADLINE_MS, signal } as const;
      let answer = await lane.call(call);
      // A clock that is far off finds the certificate of headquarters out of date, and could never be set right.
      if (line.reachability.isRefusedForDates) answer = await line.callUndated(call);
      if (answer.kind !== 'answered' || answer.status !== 200) return;
      const travelMs = (performance.now() - asked) / 2;
      const { now } = timeAnswer.parse(answer.json());
      const offsetMs = Math.round(now + travelMs - Date.now());
      clock.correct(Math.abs(offsetMs) < TOLERATED_MS ? 0 : offsetMs);
    },
  };
}
