import 'reflect-metadata';
import { inspect } from 'node:util';
import { DomainError } from '@app/kernel';
import { leaveWithParent, logFaults, optimizeSooner, redact } from '@app/platform';
import { readSettings, type UnitSettings } from './config';
import { createUnit, openUnitDoors } from './create-unit';
import { openLog, openParts } from './wiring/open-parts';
import type { UnitParts } from './wiring/parts';
import { STORE_UNREADABLE } from './wiring/store-unreadable';

async function main(): Promise<void> {
  const closeWithParent = leaveWithParent();
  const settings = readSettings();
  const log = openLog(settings);
  logFaults(log);
  await run(settings, log, closeWithParent).catch((error: unknown) => {
    log.fatal({ err: error }, 'the scale unit could not start');
    throw error;
  });
}

async function run(settings: UnitSettings, log: UnitParts['log'], closeWithParent: ReturnType<typeof leaveWithParent>): Promise<void> {
  const parts = await openParts(settings, log);
  const app = await createUnit(parts);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  closeWithParent(() => app.close());
  const doors = await openUnitDoors(app, parts);
  log.info({ doors, readyMs: Math.round(performance.now()) }, 'the scale unit is ready');
  optimizeSooner();
  setTimeout(collectWhatLoadingLeft, REGISTERS_FIRST_MS).unref();
}

/** Registers that waited for the start are served first. */
const REGISTERS_FIRST_MS = 5_000;

/** Code that ran once is kept compiled for long; without it the box rests 10 MiB lighter. It takes a tenth of a second, once. */
function collectWhatLoadingLeft(): void {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** As sysexits.h has it for an input or output error: the parent, and the console, know that the data is what fails. */
const DATA_FAILS = 74;

main().catch((error: unknown) => {
  process.stderr.write(`${redact(inspect(error))}\n`);
  process.exit(error instanceof DomainError && error.code === STORE_UNREADABLE ? DATA_FAILS : 1);
});
