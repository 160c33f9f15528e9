import type { Finding } from '../finding';
import type { Observation } from '../facts/observation';
import type { Check } from './check';

/** A start takes a few seconds; until then silence is no fault. */
const START_TAKES_MS = 20_000;
const CRASHES_WORTH_SAYING = 3;

/** Whether the scale unit answers, and if not, what is known about why. */
export const checkUnit: Check = (observation) => (observation.isUnitAnswering ? [] : [silence(observation)]);

function silence({ at, silentSince, process, fault }: Observation): Finding {
  const base = { weight: 'stops-selling', action: 'restart-unit' } as const;
  if (process?.state === 'stopped') return { ...base, code: 'unit.stopped', since: silentSince };
  if (fault === 'database') return { ...base, code: 'database.broken', message: null };
  if (process && process.restarts >= CRASHES_WORTH_SAYING && process.state === 'waiting') {
    return { ...base, code: 'unit.crashing', restarts: process.restarts, nextStartAt: process.nextStartAt };
  }
  const isStarting = process && process.startedAt !== null && at - process.startedAt < START_TAKES_MS;
  if (isStarting || process?.state === 'waiting') return { ...base, action: null, code: 'unit.starting', since: silentSince };
  return { ...base, code: 'unit.silent', since: silentSince };
}
