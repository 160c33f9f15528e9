import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Clock } from '@app/kernel';
import { LocalCertificate, openDoors, type OpenDoor } from '@app/platform';
import type { ConsoleSettings } from '../config';

const UNIT_STARTS_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 500;
const RENEWAL_LOOK_EVERY_MS = 3_600_000;

/**
 * Opens the console to browsers in the store, over TLS with the box's own authority. The scale unit makes that authority
 * at its first start; when it does not come, the console makes it, because it must answer also where the unit never ran.
 */
export async function openLanDoor(app: NestFastifyApplication, settings: ConsoleSettings, clock: Clock): Promise<OpenDoor | undefined> {
  if (settings.lanHost === 'off') return undefined;
  const authorityFolder = join(settings.dataDir, 'scale-unit', 'tls');
  await waitFor(join(authorityFolder, 'authority.pem'), clock);
  const certificate = await LocalCertificate.open({
    folder: join(settings.dataDir, 'console', 'tls'),
    authorityFolder,
    authorityName: 'Store scale unit',
    names: settings.hosts,
    clock,
  });
  setInterval(() => void certificate.refresh(), RENEWAL_LOOK_EVERY_MS).unref();
  const [door] = await openDoors(app, [{ name: 'lan', host: settings.lanHost, port: settings.lanPort, tls: certificate }]);
  return door;
}

async function waitFor(path: string, clock: Clock): Promise<void> {
  const end = clock.now() + UNIT_STARTS_WITHIN_MS;
  while (!existsSync(path) && clock.now() < end) await sleep(LOOK_EVERY_MS);
}
