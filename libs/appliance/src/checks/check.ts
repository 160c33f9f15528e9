import type { Finding } from '../finding';
import type { Observation } from '../facts/observation';
import type { UnitStatus } from '../facts/unit-status';

/** Looks at one thing and says what is worth saying about it. */
export type Check = (observation: Observation) => readonly Finding[];
/** A check of what the unit answered; what it finds is as old as the answer. */
export type StatusCheck = (status: UnitStatus, observation: Observation) => readonly Finding[];
