import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, request } from 'undici';

export interface HeadquartersRecord {
  readonly recordId: string | null;
  readonly digest: string;
  readonly type: string;
  readonly state: 'held' | 'duplicate' | 'quarantined';
  readonly instanceId: string;
  readonly fork: number;
  readonly counter: number;
  readonly registerId: string | null;
  readonly at: number | null;
  readonly currency: string | null;
  readonly gross: number | null;
}

/** Headquarters as its administrator sees it, with the token and the authority that lie in its own data folder. */
export class HeadquartersApi {
  private readonly agent: Agent;
  private readonly token: string;
  private readonly authority: string;

  /** `dataFolder` is headquarters' DATA_DIR on this machine. */
  constructor(
    private readonly url: string,
    dataFolder: string,
  ) {
    const folder = join(dataFolder, 'headquarters');
    this.authority = readFileSync(join(folder, 'tls', 'authority.pem'), 'utf8');
    this.token = readFileSync(join(folder, 'keys', 'admin.token'), 'utf8').trim();
    this.agent = new Agent({ connect: { ca: this.authority } });
  }

  get<Content>(path: string): Promise<Content> {
    return this.ask<Content>('GET', path);
  }

  put(path: string, body: object): Promise<unknown> {
    return this.ask('PUT', path, body);
  }

  post<Content>(path: string, body: object): Promise<Content> {
    return this.ask<Content>('POST', path, body);
  }

  /** Every record of a channel in the order it arrived. */
  async records(filter: Readonly<Record<string, string>>): Promise<HeadquartersRecord[]> {
    const all: HeadquartersRecord[] = [];
    for (let cursor: number | null = 0; cursor !== null;) {
      const query: string = new URLSearchParams({ ...filter, limit: '1000', cursor: String(cursor) }).toString();
      const page: { records: HeadquartersRecord[]; next: number | null } = await this.get(`/records?${query}`);
      all.push(...page.records);
      cursor = page.next;
    }
    return all;
  }

  /** The fingerprint a box is told with its code, so that it knows headquarters at first contact. */
  fingerprint(): string {
    return createHash('sha256').update(new X509Certificate(this.authority).raw).digest('hex');
  }

  async close(): Promise<void> {
    await this.agent.close();
  }

  private async ask<Content>(method: 'GET' | 'PUT' | 'POST', path: string, body?: object): Promise<Content> {
    const headers = { authorization: `Bearer ${this.token}`, ...(body && { 'content-type': 'application/json' }) };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await request(`${this.url}/api/v1${path}`, { method, headers, dispatcher: this.agent, ...sent });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`headquarters ${method} ${path}: ${answer.statusCode} ${text.slice(0, 400)}`);
    return (text === '' ? undefined : JSON.parse(text)) as Content;
  }
}
