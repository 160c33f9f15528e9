import { join, resolve } from 'node:path';
import { DomainError } from '@app/kernel';
import { localDate } from '@app/protocol';
import { flagSetting, parseSettings, portSetting, secretText, setting, type Environment } from '@app/platform';
import { z } from 'zod';

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Settings of headquarters, from the environment. */
export const settingsSchema = z.object({
  dataDir: setting(z.string().default('.data'), { env: 'DATA_DIR', description: 'Folder of all data; headquarters uses its subfolder headquarters' }),
  host: setting(z.string().default('0.0.0.0'), { env: 'HEADQUARTERS_HOST', description: 'Address to listen on' }),
  port: setting(portSetting.default(7300), { env: 'HEADQUARTERS_PORT', description: 'Port of the exchange and the administration API (https)' }),
  publicUrl: setting(z.url().optional(), {
    env: 'HEADQUARTERS_PUBLIC_URL',
    description: 'Address under which boxes reach headquarters, such as https://hq.example:7300; https://localhost:<port> when absent',
  }),
  asOf: setting(localDate.optional(), { env: 'HEADQUARTERS_AS_OF', description: 'Day the business clock shows at start, for dated data' }),
  blobStore: setting(secretText.optional(), {
    env: 'HEADQUARTERS_BLOB_STORE',
    description: 'Where segments are kept: a folder, or a connection string of Azure Blob Storage; the subfolder blobs when absent',
    isSensitive: true,
  }),
  blobContainer: setting(z.string().regex(/^[a-z0-9](-?[a-z0-9]){2,62}$/).default('segments'), {
    env: 'HEADQUARTERS_BLOB_CONTAINER',
    description: 'Container in Azure Blob Storage; it is made when it is missing',
  }),
  blobLinks: setting(flagSetting.default(false), {
    env: 'HEADQUARTERS_BLOB_LINKS',
    description: 'true: boxes fetch segments from Azure by links with an end; false: through headquarters own host name',
  }),
  blobLinkMinutes: setting(z.coerce.number().min(0.001).max(1_440).default(15), {
    env: 'HEADQUARTERS_BLOB_LINK_MINUTES',
    description: 'Minutes a link to a segment may be used to begin a download',
  }),
  timeZone: setting(z.string().refine(isTimeZone, 'not a time zone').default('UTC'), {
    env: 'HEADQUARTERS_TIME_ZONE',
    description: 'Time zone that schedules go by, such as Europe/Dublin',
  }),
  reservationHours: setting(z.coerce.number().int().min(1).max(1_000).default(72), {
    env: 'HEADQUARTERS_RESERVATION_HOURS',
    description: 'Hours a reservation on an account holds its money when neither sale nor release arrives',
  }),
  filesDir: setting(z.string().optional(), {
    env: 'HEADQUARTERS_FILES_DIR',
    description: 'Folder that ERPs and headquarters hand each other files in: inbox, outbox, mappings; DATA_DIR/headquarters/files when absent',
  }),
  settleSeconds: setting(z.coerce.number().min(0.1).max(3_600).default(5), {
    env: 'HEADQUARTERS_INBOX_SETTLE_SECONDS',
    description: 'Seconds a file in the inbox must have stood unchanged before it is read',
  }),
  leastRowsShare: setting(z.coerce.number().min(0).max(1).default(0.8), {
    env: 'HEADQUARTERS_HOLD_ROWS_BELOW',
    description: 'A full file with a smaller share of the rows that are there is held for approval',
  }),
  mostPricesShare: setting(z.coerce.number().min(0).max(1).default(0.2), {
    env: 'HEADQUARTERS_HOLD_PRICES_ABOVE',
    description: 'A full file that changes a greater share of the prices is held for approval',
  }),
  quietMinutes: setting(z.coerce.number().min(0).max(10_000).default(15), {
    env: 'HEADQUARTERS_SALES_FILES_QUIET_MINUTES',
    description: 'Minutes without another sale of a past business day before its sales files are written',
  }),
  webhookUrl: setting(z.url({ protocol: /^https?$/ }).optional(), {
    env: 'HEADQUARTERS_WEBHOOK_URL',
    description: 'Address that every received record is posted to',
  }),
  webhookSecret: setting(secretText.optional(), {
    env: 'HEADQUARTERS_WEBHOOK_SECRET',
    description: 'Secret that signs what is posted there',
    isSensitive: true,
  }),
  webFolder: setting(z.string().default(join(__dirname, '..', 'web')), { env: 'HEADQUARTERS_WEB', description: 'Folder of the built pages' }),
  logLevel: setting(z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'), { env: 'HEADQUARTERS_LOG_LEVEL', description: 'How much is logged' }),
}); // prettier-ignore

export type Settings = Readonly<z.output<typeof settingsSchema>>;

export function readSettings(environment: Environment = process.env): Settings {
  const settings = parseSettings(settingsSchema, environment, 'HEADQUARTERS_');
  if ((settings.webhookUrl === undefined) === (settings.webhookSecret === undefined)) return settings;
  throw new DomainError('settings.invalid', 'HEADQUARTERS_WEBHOOK_URL and HEADQUARTERS_WEBHOOK_SECRET are set together or not at all');
}

/** Where headquarters keeps what is its own. */
export function foldersOf({ dataDir, filesDir }: Pick<Settings, 'dataDir' | 'filesDir'>) {
  const root = resolve(dataDir, 'headquarters');
  const files = filesDir === undefined ? join(root, 'files') : resolve(filesDir);
  return { root, keys: join(root, 'keys'), tls: join(root, 'tls'), blobs: join(root, 'blobs'), files };
}

export function publicUrlOf({ publicUrl, port }: Pick<Settings, 'publicUrl' | 'port'>): URL {
  return new URL(publicUrl ?? `https://localhost:${port}`);
}
