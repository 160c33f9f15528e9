import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HeadquartersApi } from '../../../tools/simulate/src/store/headquarters-api';
import { RunningProcess } from '../../../tools/simulate/src/store/process';

const DOCS = resolve(__dirname, '../../../docs');
export const EXAMPLE = join(DOCS, 'examples', 'erp');
const PAGE = readFileSync(join(DOCS, 'erp.md'), 'utf8').replaceAll('\\\n', ' ');
const LONGEST_WAIT_MS = 60_000;

export interface InboxFile {
  readonly fileId: string;
  readonly name: string;
  readonly state: string;
  readonly reason: string | null;
  readonly refusedCount: number;
}

/** Headquarters as somebody uses it who follows the page: its folders and its command line. */
export class ErpSide {
  readonly files: string;

  constructor(private readonly folder: string) {
    this.files = join(folder, 'data', 'headquarters', 'files');
  }

  /** Runs the command that the page gives, the one that begins like this. Answers what it printed. */
  async asThePageSays(begin: string, change: (words: string[]) => string[] = (words) => words): Promise<string[]> {
    const line = PAGE.split('\n').find((one) => one.trim().startsWith(`npm run hq -- ${begin}`));
    if (!line) throw new Error(`docs/erp.md gives no command ${begin}`);
    const words = [...line.trim().matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain);
    return this.hq(...change(words.slice(4)));
  }

  async hq(...args: string[]): Promise<string[]> {
    const log = join(this.folder, `hq-${Date.now()}.log`);
    const command = RunningProcess.start({
      entry: 'dist/apps/headquarters/src/cli.js',
      args,
      log,
      env: { DATA_DIR: join(this.folder, 'data') },
    });
    const code = await command.ended();
    const said = readFileSync(log, 'utf8');
    if (code !== 0) throw new Error(`hq ${args.join(' ')}: ${said}`);
    return said.split('\n').filter((line) => line !== '');
  }

  takeExample(): void {
    mkdirSync(this.files, { recursive: true });
    cpSync(join(EXAMPLE, 'mappings'), join(this.files, 'mappings'), { recursive: true });
    for (const name of ['products-2026-08-10.csv', 'prices-301-2026-08-10.csv']) this.drop(name, readFileSync(join(EXAMPLE, name)));
  }

  drop(name: string, content: string | Uint8Array): void {
    mkdirSync(join(this.files, 'inbox'), { recursive: true });
    writeFileSync(join(this.files, 'inbox', name), content);
  }
}

/** Waits until a file has come to rest, and answers how. */
export async function untilDecided(headquarters: HeadquartersApi, name: string): Promise<InboxFile> {
  for (const began = Date.now(); Date.now() - began < LONGEST_WAIT_MS; await sleep(100)) {
    const { files } = await headquarters.get<{ files: InboxFile[] }>('/inbox-files');
    const found = files.find((file) => file.name === name);
    if (found && !['reading', 'applying'].includes(found.state)) return found;
  }
  throw new Error(`${name} was not decided in time`);
}
