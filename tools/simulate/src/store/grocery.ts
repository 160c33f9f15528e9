import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { World } from '../world';
import type { HeadquartersApi } from './headquarters-api';
import { RunningProcess } from './process';

/** A real price file, and the day its prices are of. */
export interface GroceryFile {
  readonly file: string;
  readonly day: string;
}

/** A store to sell in, and the box that may serve it. */
export type Place = Pick<World, 'channelId' | 'registerIds' | 'cashier' | 'sample'> & { readonly channelDatabaseId: string };

/** Of the generated staff of an imported store: who may do everything. */
const MANAGER = { staffId: '1001', pin: '1111' };
const ROWS = 1_000;

export function groceryFile(file: string): GroceryFile {
  const [day] = /\d{4}-\d{2}-\d{2}/.exec(file) ?? [];
  if (!day) throw new Error(`${file} does not say the day of its prices in its name`);
  return { file, day };
}

/** Takes the file over with headquarters' own command line, before headquarters serves; also the day's promotions, where they lie beside it. */
export async function importGrocery({ file, day }: GroceryFile, folder: string): Promise<void> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  await importFile('grocery', { file, day }, { data, log: join(folder, 'import.log') });
  const promotions = join(dirname(file), basename(file).replace('prices_', 'promos_'));
  const hasPromotions = promotions !== file && existsSync(promotions);
  if (hasPromotions) await importFile('promotions', { file: promotions, day }, { data, log: join(folder, 'import-promotions.log') });
}

async function importFile(kind: string, { file, day }: GroceryFile, { data, log }: { data: string; log: string }): Promise<void> {
  const args = ['import', kind, file, '--as-of', day];
  const command = RunningProcess.start({ entry: 'dist/apps/headquarters/src/cli.js', args, log, env: { DATA_DIR: data } });
  if ((await command.ended()) !== 0) throw new Error(`the import failed:\n${command.lastLines()}`);
}

/** The branch with the most prices. */
export async function largestBranch(headquarters: HeadquartersApi, registerCount: number): Promise<Place> {
  const { channelDatabases } = await headquarters.get<{ channelDatabases: { channelDatabaseId: string; channelIds: string[] }[] }>(
    '/channel-databases',
  );
  let largest = { channelDatabaseId: '', channelId: '', prices: 0 };
  for (const { channelDatabaseId, channelIds } of channelDatabases) {
    const channelId = channelIds[0] ?? '';
    const prices = (await rowsOf(headquarters, 'prices', channelId)).length;
    if (prices > largest.prices) largest = { channelDatabaseId, channelId, prices };
  }
  const registers = await rowsOf<{ registerId: string }>(headquarters, 'registers', largest.channelId);
  const { channelDatabaseId, channelId } = largest;
  return {
    channelDatabaseId,
    channelId,
    cashier: MANAGER,
    registerIds: registers.slice(0, registerCount).map(({ registerId }) => registerId),
  };
}

async function rowsOf<Row>(headquarters: HeadquartersApi, path: string, channelId: string): Promise<Row[]> {
  const all: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = new URLSearchParams({ channelId, limit: String(ROWS), ...(cursor !== '' && { cursor }) }).toString();
    const page: { rows: Row[]; next: string | null } = await headquarters.get(`/${path}?${query}`);
    all.push(...page.rows);
    cursor = page.next;
  }
  return all;
}
