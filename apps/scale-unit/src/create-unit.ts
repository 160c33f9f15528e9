import { createHttpApp, openDoors, type Door, type OpenDoor } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PROBLEMS } from './problems';
import { UnitModule } from './unit.module';
import type { UnitParts } from './wiring/parts';

const MANAGEMENT = '/management/';

/** The unit as an app without a door yet: `main` opens doors, tests call it directly. It closes its parts when it closes. */
export async function createUnit(parts: UnitParts): Promise<NestFastifyApplication> {
  const app = await createHttpApp(UnitModule.with(parts), {
    problems: PROBLEMS,
    log: parts.log,
    slow: parts.slow,
    isBehind: (door, route) => (door === 'management') === route.startsWith(MANAGEMENT) || isProbe(route),
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preClose', async () => parts.events.close())
    .addHook('onClose', () => parts.close());
  return app;
}

/** Commerce on the LAN over TLS and on loopback for a person at the box; management on a loopback port of its own. */
export function openUnitDoors(app: NestFastifyApplication, { settings, certificate }: UnitParts): Promise<OpenDoor[]> {
  const loopback = '127.0.0.1';
  const lan: Door[] = certificate ? [{ name: 'lan', host: settings.lanHost, port: settings.lanPort, tls: certificate }] : [];
  return openDoors(app, [
    { name: 'loopback', host: loopback, port: settings.port },
    { name: 'management', host: loopback, port: settings.managementPort },
    ...lan,
  ]);
}

function isProbe(route: string): boolean {
  return !route.startsWith('/api/') && !route.startsWith(MANAGEMENT);
}
