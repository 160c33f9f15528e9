import { join, resolve } from 'node:path';
import { readTextIfExists } from '@app/files';
import { type createDispatcher, parseSettings, portSetting, secretText, setting } from '@app/platform';
import { updateMode } from '@app/updates';
import { z } from 'zod';

const settingsSchema = z.strictObject({
  dataDir: setting(z.string().default('.data'), { env: 'DATA_DIR', description: 'Folder of everything this appliance keeps.' }),
  releases: setting(z.string().optional(), { env: 'LAUNCHER_RELEASES', description: 'Where installed releases lie; releases in DATA_DIR when absent.' }),
  launcherSocket: setting(z.string().optional(), { env: 'LAUNCHER_SOCKET', description: 'Control socket of the launcher; set by the launcher.' }),
  mode: setting(updateMode.default('slots'), {
    env: 'UPDATER_MODE',
    description: 'Who changes the version: slots for the box itself, platform for whoever runs its container.',
  }),
  url: setting(z.url({ protocol: /^https?$/ }).optional(), {
    env: 'UPDATER_URL',
    description: 'Where releases and their signed metadata are published; without it nothing is installed.',
  }),
  trustedRoot: setting(z.string().optional(), {
    env: 'UPDATER_TRUSTED_ROOT',
    description: 'Root metadata to believe at first; the one that came with the release when absent.',
  }),
  goodAfterSeconds: setting(z.coerce.number().min(1).max(86_400).default(900), {
    env: 'UPDATER_GOOD_AFTER_SECONDS',
    description: 'Time a new release has to do well before it stays.',
  }),
  probeEverySeconds: setting(z.coerce.number().min(0.1).max(60).default(2), {
    env: 'UPDATER_PROBE_EVERY_SECONDS',
    description: 'How often a new release is looked at meanwhile.',
  }),
  lanHost: setting(z.string().default('0.0.0.0'), { env: 'UNIT_LAN_HOST', description: 'Address of the HTTPS port of the scale unit; off for none.' }),
  lanPort: setting(portSetting.default(7443), { env: 'UNIT_LAN_PORT', description: 'HTTPS port of the scale unit.' }),
  port: setting(portSetting.default(7380), { env: 'UNIT_PORT', description: 'Plain HTTP port of the same API, on loopback only.' }),
  managementPort: setting(portSetting.default(7381), { env: 'UNIT_MANAGEMENT_PORT', description: 'Port of its management API.' }),
  consolePort: setting(portSetting.default(7500), { env: 'CONSOLE_PORT', description: 'Port of the console on loopback.' }),
  storeUrl: setting(secretText.optional(), { env: 'UNIT_STORE_URL', description: 'Set where the store is on SQL Server.', isSensitive: true }),
  asOf: setting(z.iso.date().optional(), { env: 'UNIT_AS_OF', description: 'Business day of the scale unit, for dated data.' }),
  compileCache: setting(z.string().optional(), { env: 'NODE_COMPILE_CACHE', description: 'Where compiled code is kept, so that a release that was rehearsed starts sooner.' }),
  proxy: setting(z.url({ protocol: /^https?$/ }).optional(), { env: 'UNIT_PROXY', description: 'Proxy on the way out.' }),
  proxyCredentials: setting(secretText.optional(), { env: 'UNIT_PROXY_CREDENTIALS', description: 'user:password for it.', isSensitive: true }),
  extraRoot: setting(z.string().optional(), { env: 'UNIT_EXTRA_ROOT', description: 'PEM file of one more root to trust on that way.' }),
}); // prettier-ignore

export type UpdaterSettings = ReturnType<typeof readSettings>;

/** Settings of the updater; most are those of the processes it looks at. Paths become absolute. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env) {
  const settings = parseSettings(settingsSchema, environment, 'UPDATER_');
  const dataDir = resolve(settings.dataDir);
  return Object.freeze({
    ...settings,
    dataDir,
    releases: resolve(settings.releases ?? join(dataDir, 'releases')),
    launcherSocket: settings.launcherSocket ?? join(dataDir, 'launcher', 'control.sock'),
  });
}

/** How this box goes out. */
export function outboundOf({ proxy, proxyCredentials, extraRoot }: UpdaterSettings): Parameters<typeof createDispatcher>[0] {
  const root = extraRoot === undefined ? undefined : readTextIfExists(extraRoot);
  return { ...(proxy && { proxy }), ...(proxyCredentials && { proxyCredentials }), ...(root !== undefined && { extraRoot: root }) };
}
