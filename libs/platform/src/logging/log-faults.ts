import type { Logger } from 'pino';

/** A fault that nobody caught ends the process; before that it says why. */
export function logFaults(log: Logger): void {
  process.on('uncaughtExceptionMonitor', (err, origin) => log.fatal({ err, origin }, 'the process ends by a fault'));
}
