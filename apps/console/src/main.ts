import 'reflect-metadata';
import { systemClock } from '@app/kernel';
import { leaveWithParent, logFaults, openDoors, redact } from '@app/platform';
import { AlertsService } from './alerts/alerts.service';
import { readSettings } from './config';
import { createConsole, openLog } from './create-console';
import { FixupsService } from './fixups/fixups.service';
import { HeartbeatService } from './heartbeat/heartbeat.service';
import { HistoryRecorder } from './history/history-recorder';
import { openLanDoor } from './lan/lan-door';
import { OtlpPush } from './otlp/otlp-push';
import { Observer } from './observation/observer';
import { UpdatesService } from './updates/updates.service';

async function main(): Promise<void> {
  const closeWithParent = leaveWithParent();
  const settings = readSettings();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const log = openLog(settings);
  logFaults(log);
  // In its own line and not through the logger, which masks codes and keeps files: reading it is the proof of standing at the box.
  const showFirstRunCode = (code: string) => say(`The first-run code of this box is ${code}`);
  const app = await createConsole({ settings, showFirstRunCode }, log);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  closeWithParent(() => app.close());
  const [door] = await openDoors(app, [{ name: 'loopback', host: '127.0.0.1', port: settings.port }]);
  app.get(Observer).start();
  app.get(HistoryRecorder).start();
  app.get(AlertsService).start();
  app.get(HeartbeatService).start();
  app.get(OtlpPush).start((err) => log.warn({ err }, 'figures were not taken over OTLP'));
  app.get(FixupsService).start();
  app.get(UpdatesService).start();
  log.info({ port: door?.port }, 'the console is ready');
  say(`console is ready on http://127.0.0.1:${door?.port}`);
  const lanDoor = await openLanDoor(app, settings, systemClock);
  if (lanDoor) say(`console is ready for the store on port ${lanDoor.port}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${redact(error instanceof Error ? error.message : String(error))}\n`);
  process.exit(1);
});
