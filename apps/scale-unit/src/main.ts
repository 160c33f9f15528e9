import 'reflect-metadata';
import { readSettings } from './config';
import { createUnit, openUnitDoors } from './create-unit';
import { openParts } from './wiring/open-parts';

async function main(): Promise<void> {
  const parts = await openParts(readSettings());
  const app = await createUnit(parts);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  // The launcher is the parent; when it is gone, the next one starts its own unit.
  process.on('disconnect', () => void app.close().then(() => process.exit(0)));
  const doors = await openUnitDoors(app, parts);
  parts.log.info({ doors, readyMs: Math.round(performance.now()) }, 'the scale unit is ready');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
