// Who may import whom. This table is the only place that says so: dependency-cruiser (.dependency-cruiser.cjs) and
// ESLint (eslint.config.mjs) read it, and ARCHITECTURE.md explains it. Arrows point down: a lib imports lower layers only.

/** Any Node built-in. Pure layers name the single built-in they may use instead. */
const NODE = 'node:*';
const NEST = ['@nestjs/common', '@nestjs/core', 'reflect-metadata', 'rxjs'];
const NEST_HTTP = ['@nestjs/platform-fastify', '@nestjs/swagger', '@fastify/static', 'fastify', 'helmet'];

const DATA = ['kernel', 'commerce', 'protocol', 'appliance', 'files', 'platform', 'database', 'store-files', 'channel-db'];
const FEATURES = ['catalog', 'carts', 'printing', 'store-operations', 'customers', 'inventory', 'devices', 'async-client', 'real-time'];
const SUPERVISION = ['updates', 'health'];

const feature = (modules = []) => ({ layer: 5, imports: DATA, modules: [NODE, ...NEST, 'zod', ...modules] });
const supervision = (modules = []) => ({
  layer: 5,
  imports: ['kernel', 'appliance', 'files', 'platform', 'store-files'],
  modules: [NODE, ...NEST, 'zod', ...modules],
});

const OTLP = ['@opentelemetry/exporter-metrics-otlp-http', '@opentelemetry/sdk-metrics', '@opentelemetry/resources'];
const REACT = ['react', 'react-dom', '@mantine/core', '@mantine/hooks'];
const pages = (modules = []) => ({
  layer: 6,
  imports: ['kernel', 'appliance', 'web', 'client'],
  modules: [...REACT, 'openapi-fetch', ...modules],
});

/**
 * `imports`: libs it may import, by name (a folder outside of libs by its path); always through their index, `client` through one entry per API.
 * `modules`: npm packages and Node built-ins it may use; specs may use any.
 * `isSynchronous`: no async code at all.
 */
export const UNITS = {
  'libs/kernel': { layer: 0, imports: [], modules: [] },

  'libs/commerce': { layer: 1, imports: ['kernel'], modules: [], isSynchronous: true },
  'libs/protocol': { layer: 1, imports: ['kernel'], modules: ['zod', 'node:crypto'] },
  'libs/appliance': { layer: 1, imports: ['kernel'], modules: [] },
  'libs/files': { layer: 1, imports: [], modules: [NODE] },

  'libs/platform': {
    layer: 2,
    imports: ['kernel', 'protocol', 'files'],
    modules: [
      NODE,
      ...NEST,
      'bull',
      'zod',
      'pino',
      'prom-client',
      'undici',
      'cockatiel',
      '@peculiar/x509',
      ...NEST_HTTP, // the one way all three apps speak HTTP
    ],
  },

  'libs/database': { layer: 3, imports: ['kernel', 'platform'], modules: [NODE, ...NEST, 'typeorm', 'better-sqlite3', 'mssql'] },
  'libs/store-files': { layer: 3, imports: ['kernel', 'platform'], modules: [NODE, ...NEST, 'better-sqlite3'] },

  'libs/channel-db': {
    layer: 4,
    imports: ['kernel', 'commerce', 'protocol', 'files', 'database'],
    modules: [NODE, ...NEST, 'typeorm'],
  },

  'libs/catalog': feature(),
  'libs/carts': feature(),
  'libs/store-operations': feature(),
  'libs/customers': feature(),
  'libs/inventory': feature(),
  'libs/devices': feature(),
  'libs/async-client': feature(['better-sqlite3']), // for its apply worker, which has a connection of its own
  'libs/real-time': feature(),
  'libs/printing': {
    layer: 5,
    imports: ['kernel', 'commerce'],
    modules: [NODE, '@napi-rs/canvas', 'bidi-js', 'bwip-js', 'iconv-lite', 'string-width'],
  },
  'libs/web': { layer: 5, imports: [], modules: [...REACT, 'vite', '@vitejs/plugin-react'] },
  'libs/updates': supervision(['tuf-js']),
  'libs/health': supervision(),

  'apps/scale-unit': {
    layer: 6,
    imports: [...DATA, ...FEATURES, ...SUPERVISION],
    modules: [NODE, ...NEST, ...NEST_HTTP, 'zod', 'commander', 'prom-client'],
  },
  'apps/console/web': pages(['uplot', 'uqr']),
  'apps/headquarters/web': pages(),
  'apps/console': {
    layer: 6,
    imports: ['kernel', 'protocol', 'appliance', 'files', 'platform', 'store-files', ...SUPERVISION, 'client'],
    modules: [NODE, ...NEST, ...NEST_HTTP, 'zod', 'commander', 'prom-client', 'openapi-fetch', 'otpauth', 'yazl', ...OTLP],
  },
  'apps/updater': {
    layer: 6,
    imports: ['kernel', 'commerce', 'protocol', 'appliance', 'files', 'platform', 'database', 'store-files', 'channel-db', 'updates'],
    modules: [NODE, 'zod', 'commander'],
  },
  'apps/headquarters': {
    layer: 6,
    imports: ['kernel', 'protocol', 'platform', 'database', 'channel-db', 'carts'], // the last two to price as a box does
    modules: [NODE, ...NEST, ...NEST_HTTP, 'zod', 'commander', 'typeorm', 'croner', 'csv-parse', 'csv-stringify', 'fast-xml-builder'],
  },

  // Beside the layers: what calls the product from outside, and what only tests use.
  'libs/client': { layer: 'outside', imports: [], modules: ['openapi-fetch'] },
  'libs/testing': {
    layer: 'tests',
    imports: [...DATA, ...FEATURES, ...SUPERVISION, 'tools/checks'], // the rules of portable SQL
    modules: [NODE, ...NEST, 'zod', 'typeorm', 'better-sqlite3', 'mssql', 'fast-check'],
  },
  'tools/simulate': {
    layer: 'outside',
    imports: ['kernel', 'protocol', 'client'],
    modules: [NODE, 'zod', 'commander', 'undici', 'openapi-fetch'],
  },
  'tools/terminal': { layer: 'outside', imports: ['kernel', 'protocol', 'client'], modules: [NODE, 'zod', 'commander'] },
  'tools/release': {
    layer: 'outside',
    imports: ['kernel', 'files', 'platform', 'updates'], // the last but one for specs, which ask as a box does
    modules: [NODE, 'commander', '@tufjs/models'],
  },
  // Run before node_modules exists, or outside every release: nothing but Node.
  'tools/run': { layer: 'outside', imports: [], modules: [NODE] },
  'deploy/launcher': { layer: 'outside', imports: [], modules: [NODE] },
};

/** The one place of an app where the environment is read. */
export const CONFIG_FILES = ['apps/*/src/config.ts'];
