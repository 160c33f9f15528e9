import { join, resolve } from 'node:path';
import type { SessionRules } from '@app/devices';
import { listSetting, parseSettings, portSetting, secretText, setting } from '@app/platform';
import { z } from 'zod';

const PREFIX = 'UNIT_';

export const settingsSchema = z.strictObject({
  dataDir: setting(z.string().default('.data'), { env: 'DATA_DIR', description: 'Folder of everything this appliance keeps.' }),
  lanHost: setting(z.string().default('0.0.0.0'), { env: 'UNIT_LAN_HOST', description: 'Address of the HTTPS port; off for none.' }),
  lanPort: setting(portSetting.default(7443), { env: 'UNIT_LAN_PORT', description: 'HTTPS port for registers in the store.' }),
  port: setting(portSetting.default(7380), { env: 'UNIT_PORT', description: 'Plain HTTP port of the same API, on loopback only.' }),
  managementPort: setting(portSetting.default(7381), { env: 'UNIT_MANAGEMENT_PORT', description: 'Port of the management API, on loopback only.' }),
  names: setting(listSetting.default([]), { env: 'UNIT_NAMES', description: 'More host names for the certificate, separated by commas.' }),
  storeUrl: setting(secretText.optional(), {
    env: 'UNIT_STORE_URL',
    description: 'mssql://user:password@host/database; a SQLite file when absent.',
    isSensitive: true,
  }),
  redisUrl: setting(secretText.optional(), { env: 'REDIS_URL', description: 'Redis that shares jobs among several processes; in this process when absent.', isSensitive: true }),
  proxy: setting(z.url({ protocol: /^https?$/ }).optional(), { env: 'UNIT_PROXY', description: 'Proxy on the way to headquarters.' }),
  proxyCredentials: setting(secretText.optional(), { env: 'UNIT_PROXY_CREDENTIALS', description: 'user:password for it.', isSensitive: true }),
  extraRoot: setting(z.string().optional(), { env: 'UNIT_EXTRA_ROOT', description: 'PEM file of one more root to trust on that way.' }),
  metricsToken: setting(secretText.optional(), {
    env: 'UNIT_METRICS_TOKEN',
    description: 'Bearer token with which /metrics tells also what is about money.',
    isSensitive: true,
  }),
  serial: setting(z.string().max(80).optional(), { env: 'UNIT_SERIAL', description: 'Serial number of the machine, for codes bound to one.' }),
  terminalUrl: setting(z.url().default('http://127.0.0.1:7390'), { env: 'UNIT_TERMINAL_URL', description: 'Where card terminals answer.' }),
  terminalDeadlineSeconds: setting(z.coerce.number().min(0.1).max(600).default(90), {
    env: 'UNIT_TERMINAL_DEADLINE_SECONDS',
    description: 'Time a customer may take at the card terminal before the payment counts as unclear.',
  }),
  asOf: setting(z.iso.date().optional(), { env: 'UNIT_AS_OF', description: 'Runs the business clock as if it were this day, for dated data.' }),
  sessionIdleMinutes: setting(z.coerce.number().min(0.01).max(720).default(15), {
    env: 'UNIT_SESSION_IDLE_MINUTES',
    description: 'Time without a request after which a register locks.',
  }),
  sessionHours: setting(z.coerce.number().min(0.01).max(24).default(12), { env: 'UNIT_SESSION_HOURS', description: 'Longest time of one log-on.' }),
  backupDir: setting(z.string().optional(), {
    env: 'UNIT_BACKUP_DIR',
    description: 'Folder for copies of the store, best on another disk, a USB stick or a share; beside the store when absent.',
  }),
  backupAt: setting(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day').default('02:10'), {
    env: 'UNIT_BACKUP_AT',
    description: 'When the store is copied every night, on its own clock.',
  }),
  backupDays: setting(z.coerce.number().int().min(1).max(366).default(7), { env: 'UNIT_BACKUP_DAYS', description: 'Of how many days a copy is kept.' }),
  backupWeeks: setting(z.coerce.number().int().min(0).max(520).default(4), { env: 'UNIT_BACKUP_WEEKS', description: 'Of how many weeks a copy is kept.' }),
  logLevel: setting(z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'), {
    env: 'UNIT_LOG_LEVEL',
    description: 'Least important log line that is written.',
  }),
}); // prettier-ignore

export type UnitSettings = Readonly<z.output<typeof settingsSchema>>;
export const SETTINGS = 'scale-unit:settings';

/** Settings of the scale unit. `dataDir` becomes its own folder in the appliance's, absolute. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): UnitSettings {
  const settings = parseSettings(settingsSchema, environment, PREFIX);
  return Object.freeze({ ...settings, dataDir: join(resolve(settings.dataDir), 'scale-unit') });
}

const MINUTE_MS = 60_000;

export function sessionRulesOf({ sessionIdleMinutes, sessionHours }: UnitSettings): SessionRules {
  return { idleMs: sessionIdleMinutes * MINUTE_MS, absoluteMs: sessionHours * 60 * MINUTE_MS };
}
