import 'reflect-metadata';
import { systemClock } from '@app/kernel';
import { openDoors } from '@app/platform';
import { AlertsService } from './alerts/alerts.service';
import { readSettings } from './config';
import { createConsole } from './create-console';
import { FixupsService } from './fixups/fixups.service';
import { HeartbeatService } from './heartbeat/heartbeat.service';
import { openLanDoor } from './lan/lan-door';
import { Observer } from './observation/observer';

async function main(): Promise<void> {
  const settings = readSettings();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const app = await createConsole({
    settings,
    // In its own line and not through the logger, which masks codes: reading this log is the proof of standing at the box.
    showFirstRunCode: (code) => say(`The first-run code of this box is ${code}`),
  });
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  // The launcher is the parent; when it is gone, the next one starts its own console.
  process.on('disconnect', () => void app.close().then(() => process.exit(0)));
  const [door] = await openDoors(app, [{ name: 'loopback', host: '127.0.0.1', port: settings.port }]);
  app.get(Observer).start();
  app.get(AlertsService).start();
  app.get(HeartbeatService).start();
  app.get(FixupsService).start();
  say(`console is ready on http://127.0.0.1:${door?.port}`);
  const lanDoor = await openLanDoor(app, settings, systemClock);
  if (lanDoor) say(`console is ready for the store on port ${lanDoor.port}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
