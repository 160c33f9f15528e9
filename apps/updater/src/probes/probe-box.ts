import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Caller, type Answer } from '../box/caller';
import { outboundOf, type UpdaterSettings } from '../config';
import type { Baseline } from './baseline';
import { doesAnswer, headquartersAddress, lineFaults, lineStatus } from './headquarters-line';

/** What a look from outside found, and what it could not get at all. */
export interface Look extends Baseline {
  readonly version: string;
  readonly faults: readonly string[];
}

const status = lineStatus.extend({
  software: z.object({ version: z.string() }),
  box: z.looseObject({ channelDatabaseId: z.string().nullable(), epoch: z.number().nullable(), fork: z.number() }),
  selling: z.looseObject({ isPossible: z.boolean() }),
  database: z.object({ ok: z.boolean() }),
  process: z.looseObject({ memoryBytes: z.number() }).optional(),
});
const missing = z.looseObject({ missingCount: z.number() });
const SCRIPT = /<script[^>]+src="([^"]+)"/g;
const LEAST_SCRIPT_BYTES = 1_000;
/** A sale is at headquarters within two seconds while the line is up. On a short trial, half of it; a busy machine needs its time. */
const SENT_WITHIN_MS = { most: 60_000, least: 5_000 };

/** Looks at the box as registers, browsers and monitoring do: through its real ports, knowing nothing of its insides. */
export class BoxProbe {
  private readonly commerce: Caller;
  private readonly management: Caller;
  private readonly console: Caller;

  constructor(private readonly settings: UpdaterSettings) {
    const { dataDir, lanHost, lanPort, port, managementPort, consolePort } = settings;
    const authority = () => readFileSync(join(dataDir, 'scale-unit', 'tls', 'authority.pem'), 'utf8');
    this.commerce = lanHost === 'off' ? new Caller(`http://127.0.0.1:${port}`) : new Caller(`https://127.0.0.1:${lanPort}`, authority);
    this.management = new Caller(`http://127.0.0.1:${managementPort}`);
    this.console = new Caller(`http://127.0.0.1:${consolePort}`);
  }

  /** Whether registers get an answer again. */
  async isLive(): Promise<boolean> {
    return (await this.commerce.ask({ path: '/livez' }).catch(() => undefined))?.status === 200;
  }

  async look(): Promise<Look> {
    const faults: string[] = [];
    const tried = async <Value>(name: string, work: () => Promise<Value>, otherwise: Value): Promise<Value> => {
      try {
        return await work();
      } catch (error) {
        faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        return otherwise;
      }
    };
    // At once: what hangs costs one deadline and not one each.
    const [ready, metricNames, consoleScripts, told, missingRecords] = await Promise.all([
      tried('ready', () => this.commerce.ask({ path: '/readyz' }), undefined),
      tried('metrics', () => this.metricNames(), []),
      tried('console', () => this.consoleScripts(), null),
      tried('status', async () => status.parse(await this.ask('/status')), undefined),
      tried('journal', async () => missing.parse(await this.ask('/journal/missing')).missingCount, 0),
      tried('live', async () => expectStatus(await this.commerce.ask({ path: '/livez' }), 200), undefined),
      tried('guard', async () => expectStatus(await this.commerce.ask({ path: '/api/v1/register/bootstrap' }), 401), undefined),
    ]);
    return {
      faults,
      version: told?.software.version ?? '',
      isReady: ready?.status === 200,
      readyReason: ready?.text.slice(0, 200) ?? '',
      metricNames,
      consoleScripts,
      box: told
        ? JSON.stringify([told.box.channelDatabaseId, told.box.epoch, told.box.fork, told.selling.isPossible, told.database.ok])
        : '',
      memoryBytes: told?.process?.memoryBytes ?? 0,
      missingRecords,
      lineFaults: told ? await tried('line', () => this.lineFaults(told), []) : [],
    };
  }

  /** Asks the management API of the scale unit, with the credential of this machine. */
  async ask(path: string, body?: object): Promise<unknown> {
    const token = readFileSync(join(this.settings.dataDir, 'scale-unit', 'keys', 'machine.token'), 'utf8').trim();
    const answer = await this.management.ask({
      method: body ? 'POST' : 'GET',
      path: `/management/v1${path}`,
      body,
      headers: { authorization: `Bearer ${token}` },
    });
    expectStatus(answer, 200);
    return JSON.parse(answer.text);
  }

  /** None while headquarters answers nobody. */
  private async lineFaults(told: z.output<typeof status>): Promise<string[]> {
    const half = this.settings.goodAfterSeconds * 500;
    const faults = lineFaults(told, Math.max(SENT_WITHIN_MS.least, Math.min(SENT_WITHIN_MS.most, half)));
    if (faults.length === 0) return [];
    const address = headquartersAddress.parse(await this.ask('/enrolment'));
    return (await doesAnswer(address, outboundOf(this.settings))) ? faults : [];
  }

  private async metricNames(): Promise<string[]> {
    const answer = await this.commerce.ask({ path: '/metrics' });
    expectStatus(answer, 200);
    return [...new Set([...answer.text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!))].sort();
  }

  /** The page has to come with its program: an empty frame is a blank console. */
  private async consoleScripts(): Promise<number> {
    const page = await this.console.ask({ path: '/' });
    expectStatus(page, 200);
    const scripts = [...page.text.matchAll(SCRIPT)].map(([, path]) => path!);
    if (scripts.length === 0) throw new Error('the page has no script');
    for (const path of scripts) {
      const script = await this.console.ask({ path });
      expectStatus(script, 200);
      if (script.text.length < LEAST_SCRIPT_BYTES) throw new Error(`${path} is empty`);
    }
    expectStatus(await this.console.ask({ path: '/console/v1/first-run' }), 200);
    return scripts.length;
  }
}

function expectStatus({ status: given }: Answer, wanted: number): void {
  if (given !== wanted) throw new Error(`answered ${given}, not ${wanted}`);
}
