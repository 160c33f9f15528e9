import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTITIES } from '@app/protocol';
import { pageOfRows } from '../../src/company/company-rows';
import { openDoorFolders, type DoorFolders } from '../../src/doors/door-folders';
import { Inbox } from '../../src/doors/inbox/inbox';
import { listFiles, type InboxFile } from '../../src/doors/inbox/inbox-files';
import type { TestHeadquarters } from './test-headquarters';

const SETTLE_MS = 1_000;

/** An inbox as headquarters serves it, looked into when a test says so. */
export class TestInbox {
  readonly folders: DoorFolders;
  private inbox: Inbox;

  constructor(
    readonly headquarters: TestHeadquarters,
    root = join(headquarters.folder, 'files'),
  ) {
    this.folders = openDoorFolders(root);
    this.inbox = this.opened();
  }

  /** The same folders seen by a process that has just started. */
  restart(): void {
    this.inbox = this.opened();
  }

  map(name: string, mapping: object): void {
    writeFileSync(join(this.folders.mappings, `${name}.json`), JSON.stringify(mapping));
  }

  drop(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folders.inbox, name), content);
  }

  /** Looks, waits until what lies there has settled, and looks again. */
  async look(signal = new AbortController().signal): Promise<InboxFile[]> {
    await this.inbox.look(signal);
    this.headquarters.pass(SETTLE_MS);
    await this.inbox.look(signal);
    return this.files();
  }

  lookOnce(): Promise<void> {
    return this.inbox.look(new AbortController().signal);
  }

  /** Newest first. */
  files(): Promise<InboxFile[]> {
    return listFiles(this.headquarters.database.reader, { limit: 1_000 });
  }

  /** What lies in a folder, without the moment in front of each name. */
  in(folder: keyof DoorFolders): string[] {
    return readdirSync(this.folders[folder]).map((name) => name.replace(/^\d{8}T\d{9}Z-/, '')).sort(); // prettier-ignore
  }

  report(folder: keyof DoorFolders, name: string): string {
    const found = readdirSync(this.folders[folder]).find((one) => one.endsWith(`${name}.report.txt`));
    return readFileSync(join(this.folders[folder], found ?? name), 'utf8');
  }

  async rows(entityName: string): Promise<Record<string, unknown>[]> {
    const entity = ENTITIES.find(({ name }) => name === entityName);
    if (!entity) throw new Error(`no entity ${entityName}`);
    const found = await pageOfRows(this.headquarters.database.reader, entity, { filter: {}, limit: 100_000 });
    return found.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  }

  private opened(): Inbox {
    const { database, clock } = this.headquarters;
    const limits = { leastRowsShare: 0.8, mostPricesShare: 0.2 };
    return new Inbox(database, clock, { folders: this.folders, settleMs: SETTLE_MS, limits });
  }
}
