import type { Headquarters } from '../headquarters';
import { Packages } from './packages';
import { RetailScheduler } from './retail-scheduler';
import { Segments } from './segments';

/** The scheduler over opened files, for the service and the command line alike. */
export function schedulerOf(headquarters: Headquarters): RetailScheduler {
  const { database, blobs, signingKey, clock } = headquarters;
  const segments = new Segments(database, blobs);
  return new RetailScheduler(database, new Packages(database, segments, signingKey, clock), clock);
}
