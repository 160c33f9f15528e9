import { join, resolve } from 'node:path';
import { listSetting, parseSettings, portSetting, secretText, setting } from '@app/platform';
import { updateMode } from '@app/updates';
import { z } from 'zod';

export const settingsSchema = z.strictObject({
  dataDir: setting(z.string().default('.data'), { env: 'DATA_DIR', description: 'Folder of everything this appliance keeps.' }),
  port: setting(portSetting.default(7500), {
    env: 'CONSOLE_PORT',
    description: 'Plain HTTP port for a person at the box, on loopback only.',
  }),
  lanPort: setting(portSetting.default(7543), { env: 'CONSOLE_LAN_PORT', description: 'HTTPS port for browsers in the store.' }),
  lanHost: setting(z.string().default('0.0.0.0'), {
    env: 'CONSOLE_LAN_HOST',
    description: 'Address the HTTPS port listens on; off for none.',
  }),
  hosts: setting(listSetting.default([]), {
    env: 'CONSOLE_HOSTS',
    description: 'More host names under which browsers may ask for the console, separated by commas.',
  }),
  managementPort: setting(portSetting.default(7381), {
    env: 'UNIT_MANAGEMENT_PORT',
    description: "Port of the scale unit's management API.",
  }),
  unitLanPort: setting(portSetting.default(7443), { env: 'UNIT_LAN_PORT', description: 'HTTPS port for registers in the store.' }),
  unitLanHost: setting(z.string().default('0.0.0.0'), { env: 'UNIT_LAN_HOST', description: 'Address of that port; off for none.' }),
  updateMode: setting(updateMode.default('slots'), {
    env: 'UPDATER_MODE',
    description: 'Who changes the version: slots for the box itself, platform for whoever runs its container.',
  }),
  updaterUrl: setting(z.url({ protocol: /^https?$/ }).optional(), {
    env: 'UPDATER_URL',
    description: 'Where releases and their signed metadata are published; without it nothing is installed.',
  }),
  proxy: setting(z.url({ protocol: /^https?$/ }).optional(), { env: 'UNIT_PROXY', description: 'Proxy on the way to headquarters.' }),
  proxyCredentials: setting(secretText.optional(), {
    env: 'UNIT_PROXY_CREDENTIALS',
    description: 'user:password for it.',
    isSensitive: true,
  }),
  alertUrl: setting(z.url({ protocol: /^https?$/ }).optional(), {
    env: 'CONSOLE_ALERT_URL',
    description: "Where alerts are posted in Alertmanager's form; none when absent.",
  }),
  otlpUrl: setting(z.url({ protocol: /^https?$/ }).optional(), {
    env: 'CONSOLE_OTLP_URL',
    description: 'Where key figures are pushed over OTLP/HTTP, such as https://collector/v1/metrics; nowhere when absent.',
  }),
  otlpToken: setting(secretText.optional(), {
    env: 'CONSOLE_OTLP_TOKEN',
    description: 'Bearer token for it.',
    isSensitive: true,
  }),
  alertToken: setting(secretText.optional(), {
    env: 'CONSOLE_ALERT_TOKEN',
    description: 'Bearer token for it.',
    isSensitive: true,
  }),
  metricsToken: setting(secretText.optional(), {
    env: 'UNIT_METRICS_TOKEN',
    description: 'Bearer token with which monitoring reads the history of figures.',
    isSensitive: true,
  }),
  launcherSocket: setting(z.string().optional(), {
    env: 'LAUNCHER_SOCKET',
    description: 'Control socket of the launcher; set by the launcher.',
  }),
  webFolder: setting(z.string().default(join(__dirname, '..', 'web')), { env: 'CONSOLE_WEB', description: 'Folder of the built pages.' }),
  logLevel: setting(z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'), {
    env: 'CONSOLE_LOG_LEVEL',
    description: 'Least important log line that is written.',
  }),
});

export type ConsoleSettings = Readonly<z.output<typeof settingsSchema>>;
export const SETTINGS = 'console:settings';
export const CLOCK = 'console:clock';

/** The launcher's, when it started this process; else where it is by default. */
export const launcherSocketOf = ({ launcherSocket, dataDir }: ConsoleSettings): string =>
  launcherSocket ?? join(dataDir, 'launcher', 'control.sock');

/** Settings of the console. Paths become absolute, so that a later change of folder does not move them. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): ConsoleSettings {
  const settings = parseSettings(settingsSchema, environment, 'CONSOLE_');
  return Object.freeze({ ...settings, dataDir: resolve(settings.dataDir), webFolder: resolve(settings.webFolder) });
}
