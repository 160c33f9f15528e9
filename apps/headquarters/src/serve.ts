import {
  createHttpApp,
  createLogger,
  type LocalCertificate,
  openDoors,
  PAGE_HEADERS,
  servePages,
  useOriginCheck,
  type OpenDoor,
} from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { signAnswers } from './async-service/sign-answers';
import { openCertificate } from './certificate';
import { ErpDoors } from './doors/doors';
import type { Headquarters } from './headquarters';
import { HeadquartersModule } from './headquarters.module';
import { PROBLEMS } from './problems';

/** A box cuts its batches at four megabytes; one record alone is at most one. */
const UPLOAD_LIMIT_BYTES = 8_388_608;
const RENEWAL_CHECK_MS = 3_600_000;

export interface Service {
  readonly app: NestFastifyApplication;
  readonly door: OpenDoor;
  readonly certificate: LocalCertificate;
  close(): Promise<void>;
}

/** The app without a door: for tests, for the OpenAPI document, and to be served. */
export async function createHeadquartersApp(headquarters: Headquarters): Promise<NestFastifyApplication> {
  const { settings, signingKey, clock } = headquarters;
  const app = await createHttpApp(HeadquartersModule.from(headquarters), {
    problems: PROBLEMS,
    log: createLogger({ name: 'headquarters', level: settings.logLevel }),
    headers: PAGE_HEADERS,
    rawBodies: [{ mediaType: 'application/x-ndjson', limitBytes: UPLOAD_LIMIT_BYTES }],
  });
  useOriginCheck(app.getHttpAdapter().getInstance());
  signAnswers(app.getHttpAdapter().getInstance(), signingKey, clock);
  await servePages(app, settings.webFolder);
  return app;
}

/** Serves the exchange, the administration API and the pages over TLS. */
export async function serve(headquarters: Headquarters): Promise<Service> {
  const { host, port } = headquarters.settings;
  const certificate = await openCertificate(headquarters);
  const app = await createHeadquartersApp(headquarters);
  const [door] = await openDoors(app, [{ name: 'wan', host, port, tls: certificate }]);
  if (!door) throw new Error('no door was opened');
  await app.get(ErpDoors).open();
  const renewal = setInterval(() => void certificate.refresh(), RENEWAL_CHECK_MS).unref();
  const close = async (): Promise<void> => {
    clearInterval(renewal);
    await app.close();
    await headquarters.database.close();
  };
  return { app, door, certificate, close };
}
