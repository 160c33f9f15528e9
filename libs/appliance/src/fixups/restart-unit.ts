import { openPaymentsOf, type Fixup } from './fixup';

/** A unit that does anything answers within this. */
const HUNG_MS = 60_000;

/**
 * Starts the scale unit anew. By itself only for a process that runs and has said nothing for a minute; one that ended is started
 * by the launcher. Never safe while a payment has begun.
 */
export const restartUnit: Fixup = {
  kind: 'restart-unit',
  heals: ['unit.silent', 'unit.stopped', 'unit.crashing', 'unit.memory', 'database.broken'],
  stopsSellingMs: 6_000,
  isSafe: (observation, healed) => {
    const { at, silentSince, process } = observation;
    const isHung = healed?.code === 'unit.silent' && process?.state === 'running' && silentSince !== null && at - silentSince > HUNG_MS;
    return isHung && openPaymentsOf(observation) === 0;
  },
  pauseMs: 10 * 60_000,
};
