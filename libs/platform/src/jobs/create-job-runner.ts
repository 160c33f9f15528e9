import { createRequire } from 'node:module';
import type { Logger } from 'pino';
import type { Secret } from '../config/secret';
import type { BullRunner } from './bull-runner';
import { IntervalRunner } from './interval-runner';
import type { JobRunner } from './job-runner';

/** Registers come first: nothing in the background competes with opening the doors. */
const START_DELAY_MS = 500;

/** In this process, or over Redis when an address is set. Bull is loaded only then. */
export function createJobRunner(log: Logger, redisUrl: Secret | undefined, prefix: string): JobRunner {
  if (!redisUrl) return new IntervalRunner(log, START_DELAY_MS);
  const loaded = createRequire(__filename)('./bull-runner') as { BullRunner: typeof BullRunner };
  return new loaded.BullRunner(redisUrl.reveal(), prefix, log);
}
