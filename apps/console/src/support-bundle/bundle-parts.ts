import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { judge } from '@app/appliance';
import { readLog, shownSettings } from '@app/platform';
import { readSlow } from '../logs/slow-operations.controller';
import { settingsSchema, type ConsoleSettings } from '../config';
import type { FixupsService } from '../fixups/fixups.service';
import type { Observer } from '../observation/observer';
import type { ManagementClient } from '../scale-unit/management-client';
import { SOFTWARE_VERSION } from '../software-version';
import { bundledDiagnostics, bundledExchange, bundledStatus } from './bundle-status';

/** Where the parts of a bundle come from. */
export interface BundleSources {
  readonly settings: ConsoleSettings;
  readonly unit: ManagementClient;
  readonly observer: Observer;
  readonly fixups: FixupsService;
  readonly now: number;
}

export interface BundlePart {
  /** Its file in the bundle. */
  readonly name: string;
  /** What it holds, for whoever decides whether it may be sent. */
  readonly title: string;
  /** Text of the file; throws when whoever knows does not answer. */
  readonly write: (sources: BundleSources) => AsyncIterable<string> | Promise<unknown>;
}

const DAY_MS = 86_400_000;
const DEADLINE_MS = 20_000;
const LINES_AT_ONCE = 100;
const SHOWN_SETTINGS = ['port', 'lanPort', 'lanHost', 'managementPort', 'logLevel'];

/** All that a bundle can hold. Nothing else gets in: each part names its fields, and every text passes `redact`. */
export const BUNDLE_PARTS: readonly BundlePart[] = [
  { name: 'about.json', title: 'Versions, and settings without what is secret', write: about },
  { name: 'health.json', title: 'What is wrong, what was mended, and the last answer of the scale unit', write: health },
  { name: 'exchange.json', title: 'What came from headquarters and how much waits', write: ({ unit }) => unitAnswer(unit, '/exchange', bundledExchange) },
  { name: 'database.json', title: 'Schema, and how many rows each table has', write: database },
  { name: 'slow-operations.json', title: 'The slowest requests of the last day', write: ({ unit }) => unitAnswer(unit, '/slow-operations', { parse: readSlow }) },
  { name: 'certificates.json', title: 'Until when registers trust the box; no keys', write: certificates },
  { name: 'disk.json', title: 'The disk of the data', write: disk },
  { name: 'metrics.txt', title: 'Figures that anybody on the network may see', write: metrics },
  { name: 'logs.ndjson', title: 'What the processes wrote in the last day, newest first', write: logs },
]; // prettier-ignore

async function unitAnswer<Answer>(unit: ManagementClient, path: string, fields: { parse(body: unknown): Answer }): Promise<Answer> {
  return fields.parse(await unit.ask({ method: 'GET', path, deadlineMs: DEADLINE_MS }));
}

async function about({ settings, unit, now }: BundleSources): Promise<object> {
  const known = await unitAnswer(unit, '/diagnostics', bundledDiagnostics).catch(() => undefined);
  return {
    madeAt: now,
    console: {
      version: SOFTWARE_VERSION,
      node: process.version,
      settings: listed(shownSettings(settingsSchema, settings, SHOWN_SETTINGS)),
    },
    scaleUnit: known ? { ...known.software, engine: known.engine, settings: listed(known.settings) } : 'does not answer',
  };
}

/** A name that ends in TOKEN would have its value masked, which says less than that it is set. */
const listed = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings).map(([name, value]) => `${name} ${value}`);

async function health({ observer, fixups }: BundleSources): Promise<object> {
  const { at, isUnitAnswering, silentSince, status, statusAt, process, fault } = observer.now();
  const verdict = judge(observer.now());
  return {
    at, isUnitAnswering, silentSince, statusAt, process, fault,
    verdict: verdict.state,
    findings: verdict.findings.map(({ code, weight, consequences }) => ({ code, weight, consequences: consequences.map((one) => one.code) })),
    mended: fixups.runs().map(({ kind, at, by, outcome, tookMs, heals }) => ({ kind, at, by, outcome, tookMs, heals })),
    scaleUnit: status && bundledStatus.parse(status),
  }; // prettier-ignore
}

async function database({ unit }: BundleSources): Promise<object> {
  const { engine, store, catalog } = await unitAnswer(unit, '/diagnostics', bundledDiagnostics);
  return { engine, store, catalog };
}

async function certificates({ unit }: BundleSources): Promise<object> {
  return { scaleUnit: (await unitAnswer(unit, '/diagnostics', bundledDiagnostics)).certificate };
}

async function disk({ settings }: BundleSources): Promise<object> {
  const { bsize, blocks, bavail } = await statfs(settings.dataDir);
  return { sizeBytes: bsize * blocks, freeBytes: bsize * bavail };
}

async function* metrics({ unit }: BundleSources): AsyncGenerator<string> {
  yield await unit.askText({ path: '/metrics?isConfidential=false', deadlineMs: DEADLINE_MS });
}

async function* logs({ settings, now }: BundleSources): AsyncGenerator<string> {
  const question = { folder: join(settings.dataDir, 'logs'), processes: ['scale-unit', 'console', 'launcher'], since: now - DAY_MS };
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await readLog({ ...question, limit: LINES_AT_ONCE, cursor });
    yield page.lines
      .map(
        ({ details, ...line }) =>
          `${JSON.stringify({ ...line, at: new Date(line.at).toISOString(), details: JSON.parse(details) as unknown })}\n`,
      )
      .join('');
    cursor = page.next;
  }
}
