import { join } from 'node:path';
import { readTextIfExists } from '@app/files';
import type { UnitSettings } from '../config';
import { MACHINE_TOKEN } from '../wiring/authenticators';

/** Longer than the longest thing it may be asked for: a comparison with headquarters that fetches what differs. */
const PATIENCE_MS = 300_000;

/** Asks the running unit over its management API, as somebody who can read its key folder. */
export class ManagementClient {
  constructor(private readonly settings: Pick<UnitSettings, 'dataDir' | 'managementPort'>) {}

  get(path: string): Promise<unknown> {
    return this.ask('GET', path);
  }

  post(path: string, body: object = {}): Promise<unknown> {
    return this.ask('POST', path, JSON.stringify(body));
  }

  private async ask(method: string, path: string, body?: string): Promise<unknown> {
    const { dataDir, managementPort } = this.settings;
    const token = readTextIfExists(join(dataDir, 'keys', MACHINE_TOKEN))?.trim();
    if (!token) throw new Error(`No scale unit has run with the data folder ${dataDir} yet.`);
    const url = `http://127.0.0.1:${managementPort}/management/v1${path}`;
    const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const answer = await fetch(url, { method, headers, body: body ?? null, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
      (cause: unknown) => {
        throw new Error(`The scale unit does not answer on port ${managementPort}. Is it running?`, { cause });
      },
    );
    return read(answer);
  }
}

async function read(answer: Response): Promise<unknown> {
  if (answer.status === 204) return undefined;
  const json = (await answer.json()) as { detail?: string; code?: string; parameters?: { reason?: string } };
  if (answer.ok) return json;
  const reason = json.parameters?.reason ?? json.code;
  throw new Error(`Refused: ${json.detail ?? answer.statusText} (${reason}).`);
}
