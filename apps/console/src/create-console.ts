import { join } from 'node:path';
import type { Clock } from '@app/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { allowedHosts, createHttpApp, createLogger, PAGE_HEADERS, servePages, useOriginCheck } from '@app/platform';
import { useAudit } from './audit/audit-hook';
import { AuditTrail } from './audit/audit-trail';
import { CLOCK, type ConsoleSettings } from './config';
import { ConsoleModule, type ConsoleParts } from './console.module';
import { PROBLEMS } from './problems';

/** The console as an app without a door yet: `main` opens doors, tests call it directly. */
export async function createConsole(parts: ConsoleParts, log = openLog(parts.settings)): Promise<NestFastifyApplication> {
  const { hosts, webFolder } = parts.settings;
  const app = await createHttpApp(ConsoleModule.with(parts), {
    problems: PROBLEMS,
    log,
    headers: PAGE_HEADERS,
  });
  useAudit(app.getHttpAdapter().getInstance(), app.get(AuditTrail), app.get<Clock>(CLOCK), (error) =>
    log.error({ err: error }, 'audit trail not written'),
  );
  useOriginCheck(app.getHttpAdapter().getInstance(), allowedHosts(hosts));
  await servePages(app, webFolder);
  return app;
}

/** Its lines stand beside those of the scale unit. */
export function openLog({ dataDir, logLevel }: ConsoleSettings): ReturnType<typeof createLogger> {
  return createLogger({ name: 'console', level: logLevel, folder: join(dataDir, 'logs') });
}
