import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { allowedHosts, createHttpApp, createLogger, PAGE_HEADERS, servePages, useOriginCheck } from '@app/platform';
import { ConsoleModule, type ConsoleParts } from './console.module';
import { PROBLEMS } from './problems';

/** The console as an app without a door yet: `main` opens doors, tests call it directly. */
export async function createConsole(parts: ConsoleParts): Promise<NestFastifyApplication> {
  const { logLevel, hosts, webFolder } = parts.settings;
  const app = await createHttpApp(ConsoleModule.with(parts), {
    problems: PROBLEMS,
    log: createLogger({ name: 'console', level: logLevel }),
    headers: PAGE_HEADERS,
  });
  useOriginCheck(app.getHttpAdapter().getInstance(), allowedHosts(hosts));
  await servePages(app, webFolder);
  return app;
}
