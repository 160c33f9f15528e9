import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openReadOnly } from '@app/database';
import { priceFile, PRICES } from '../../../apps/headquarters/test/kit/door-mappings';
import { openDoorFolders } from '../../../apps/headquarters/src/doors/door-folders';
import { inFolder } from '../support/folders';

const ROWS = 8_000;
const KILLS = 10;
const STEP_MS = 150;

/** Looks into the inbox in a process of its own; killed so many milliseconds after it began, when a number is given. */
async function lookInProcess(folder: string, killAfterMs?: number): Promise<void> {
  const child = fork(join(__dirname, 'inbox-process.cjs'), [], { execArgv: [] });
  const exited = once(child, 'exit');
  child.send(folder);
  await once(child, 'message');
  if (killAfterMs !== undefined) {
    await sleep(killAfterMs);
    child.kill('SIGKILL');
  }
  await exited;
}

/** Two price lists, the second with other prices and fewer rows, taken with so many kills between. */
async function taken(folder: string, kills: number) {
  const folders = openDoorFolders(join(folder, 'files'));
  writeFileSync(join(folders.mappings, 'prices.json'), JSON.stringify(PRICES));
  writeFileSync(join(folders.inbox, 'prices-101-1.csv'), `${priceFile(ROWS)}P1;twice;\n`);
  await lookInProcess(folder);
  writeFileSync(
    join(folders.inbox, 'prices-101-2.csv'),
    priceFile(ROWS - 500, (index) => (index % 10 === 0 ? 250 : 100)),
  );
  for (let kill = 1; kill <= kills; kill += 1) await lookInProcess(folder, kill * STEP_MS);
  await lookInProcess(folder);
  const opened = openReadOnly(join(folder, 'headquarters', 'headquarters.db'));
  const rows = await opened.reader.query(`SELECT row_key, body, is_deleted FROM {company_row} ORDER BY row_key`);
  const files = await opened.reader.query(
    `SELECT name, state, taken_count, refused_count, removed_count, changed_count FROM {inbox_file} ORDER BY file_id`,
  );
  const left = await opened.reader.query(`SELECT 1 FROM {inbox_row}`);
  opened.close();
  const named = readdirSync(folders.done).map((name) => name.replace(/^\w+-/, '')).sort(); // prettier-ignore
  const reports = readdirSync(folders.done).filter((name) => name.endsWith('.report.txt')).map((name) => readFileSync(join(folders.done, name), 'utf8').split('\n').slice(-4)); // prettier-ignore
  const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  return { digest, count: rows.length, files, left: left.length, named, reports, inbox: readdirSync(folders.inbox) };
}

it(`takes a file to the same end, whenever headquarters is killed (${KILLS} times)`, () =>
  inFolder('inbox-kill', async (folder) => {
    const undisturbed = await taken(join(folder, 'undisturbed'), 0);
    expect(undisturbed).toMatchObject({ count: ROWS, left: 0, inbox: [], files: [{ state: 'done' }, { state: 'done', removed_count: 500 }] });
    expect(await taken(join(folder, 'killed'), KILLS)).toEqual(undisturbed);
  }), 240_000); // prettier-ignore
