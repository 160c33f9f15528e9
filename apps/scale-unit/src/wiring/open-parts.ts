import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { prepareCatalog } from '@app/async-client';
import {
  findBox,
  Journal,
  lastRecordAt,
  openMssqlCatalog,
  openMssqlStore,
  openSqliteCatalog,
  openSqliteStore,
  type Catalog,
  type RecordSigner,
} from '@app/channel-db';
import type { Database } from '@app/database';
import { readTextIfExists } from '@app/files';
import { newId, type Instant } from '@app/kernel';
import { createJobRunner, createLogger, EventHub, KeyFiles, LocalCertificate, Metrics, SlowOperations } from '@app/platform';
import { DrawingThread } from '@app/printing';
import { signBytes, type SigningKey } from '@app/protocol';
import { workInThread } from '../backups/work/backup-thread';
import type { UnitSettings } from '../config';
import { businessClock, UnitClock } from './clocks';
import { HeadquartersLine } from './headquarters-line';
import type { UnitParts } from './parts';
import { openSearch } from './search';
import { adoptRestoredStore } from './restored-store';
import { presentStoreFile, storeFileOf } from './store-file';
import { reading } from './store-unreadable';

export const HEADQUARTERS_AUTHORITY = 'headquarters-authority.pem';

/** Opens everything the unit stands on. Whatever cannot be opened fails the start: the launcher tries again. */
export async function openParts(settings: UnitSettings, log = openLog(settings)): Promise<UnitParts> {
  mkdirSync(settings.dataDir, { recursive: true });
  const clock = new UnitClock();
  const keys = new KeyFiles(join(settings.dataDir, 'keys'));
  const instanceId = instanceIdOf(keys);
  const boxKey = keys.signingKey('box.pem', `box:${instanceId}`);
  const journal = new Journal({ signer: signerWith(boxKey), clock });
  if (!settings.storeUrl) await reading(() => adoptRestoredStore({ dataDir: settings.dataDir, clock, journal }));
  const [store, catalog] = await Promise.all([reading(() => openStore(settings, log)), reading(() => openCatalog(settings))]);
  // No moment is before the build or before what was written last.
  const writtenAt = await lastRecordAt(store.reader);
  clock.notBefore(Math.max(statSync(__filename).mtimeMs, writtenAt ?? 0));
  const certificate = await openCertificate(settings, clock, writtenAt);
  const search = openSearch(settings.dataDir, catalog);
  const jobs = createJobRunner(log, settings.redisUrl, `unit:${instanceId}`);
  const drawing = new DrawingThread();
  const line = new HeadquartersLine(boxKey, clock, outboundOf(settings));
  await connectWhenEnrolled(line, store, keys);
  await store.unitOfWork.run((tx) => presentStoreFile(tx, settings, clock.now()));
  return {
    settings, log, clock, keys, boxKey, instanceId, store, catalog, search, journal, line, jobs, certificate,
    businessClock: businessClock(clock, settings.asOf),
    events: new EventHub(),
    metrics: new Metrics(),
    slow: new SlowOperations(),
    drawReceipt: drawing.draw,
    backupWork: workInThread,
    // The launcher starts the next process at once.
    restart: () => void setImmediate(() => process.kill(process.pid, 'SIGTERM')),
    close: async () => {
      await jobs.stop();
      await drawing.close();
      await line.close();
      await search.close();
      await catalog.close();
      await store.close();
    },
  }; // prettier-ignore
}

/** Beside the folder of the unit, where the console reads it while the unit is down. */
export function openLog({ dataDir, logLevel }: UnitSettings): UnitParts['log'] {
  return createLogger({ name: 'scale-unit', level: logLevel, folder: join(dataDir, '..', 'logs') });
}

/** The name of this box among all that ever served its store; made before enrolment, because the key belongs to it. */
export function instanceIdOf(keys: KeyFiles): string {
  const known = keys.read('instance.id')?.trim();
  if (known) return known;
  const instanceId = newId();
  keys.write('instance.id', `${instanceId}\n`);
  return instanceId;
}

async function openCatalog({ dataDir, storeUrl }: UnitSettings): Promise<Catalog> {
  if (storeUrl) return openMssqlCatalog(storeUrl.reveal());
  await prepareCatalog(dataDir);
  return openSqliteCatalog(dataDir);
}

function openStore({ dataDir, storeUrl }: UnitSettings, log: UnitParts['log']): Promise<Database> {
  if (storeUrl) return openMssqlStore(storeUrl.reveal());
  return openSqliteStore(storeFileOf({ dataDir }), (fault) => {
    // SQLite lost a flush: only a new process may trust the file again, and the launcher starts it at once.
    log.fatal({ err: fault }, 'the store file is broken; starting anew');
    setImmediate(() => process.exit(70));
  });
}

async function openCertificate(
  { dataDir, lanHost, names }: UnitSettings,
  clock: UnitClock,
  knownMoment: Instant | undefined,
): Promise<LocalCertificate | undefined> {
  if (lanHost === 'off') return undefined;
  return LocalCertificate.open({ folder: join(dataDir, 'tls'), authorityName: 'Store scale unit', names, clock, knownMoment });
}

async function connectWhenEnrolled(line: HeadquartersLine, store: Database, keys: KeyFiles): Promise<void> {
  const box = await findBox(store.reader);
  const authority = keys.read(HEADQUARTERS_AUTHORITY);
  if (box && authority) line.connect({ url: box.headquartersUrl, publicKey: box.headquartersKey, authority });
}

function outboundOf({ proxy, proxyCredentials, extraRoot }: UnitSettings) {
  return {
    ...(proxy && { proxy }),
    ...(proxyCredentials && { proxyCredentials }),
    ...(extraRoot && { extraRoot: readTextIfExists(extraRoot) }),
  };
}

function signerWith(key: SigningKey): RecordSigner {
  return { sign: (bytes) => ({ signature: signBytes(key, bytes), keyId: key.keyId }) };
}
