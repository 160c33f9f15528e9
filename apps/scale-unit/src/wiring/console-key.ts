import { dirname, join } from 'node:path';
import { KeyFiles } from '@app/platform';
import type { UnitSettings } from '../config';

/**
 * The console's own key (section 2 of the design): made at enrolment in the console's folder, so that the console can
 * still report to headquarters when this process is down.
 */
export function consoleKeyOf({ dataDir }: UnitSettings, instanceId: string) {
  return new KeyFiles(join(dirname(dataDir), 'console', 'keys')).signingKey('console.pem', `console:${instanceId}`);
}
