import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { KeyFiles } from '@app/platform';
import type { Database } from '@app/database';
import { Peppers } from '../../company/peppers';
import { openHeadquartersDatabase } from '../../storage/open-database';
import { GroceryImport } from './import-grocery';

const FILE = resolve(__dirname, '../../../../../../shared/data/grocery-prices-il/prices_2026-08-10.csv.gz');
it('time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hq-'));
  const database: Database = await openHeadquartersDatabase(folder);
  const t = Date.now();
  const peppers = new Peppers(new KeyFiles(join(folder, 'keys')));
  console.log(existsSync(FILE), await new GroceryImport(database, peppers, { file: FILE }).run(), Date.now() - t);
  const t2 = Date.now();
  console.log(await new GroceryImport(database, peppers, { file: FILE }).run(), Date.now() - t2);
  console.log(
    await database.reader.query(`SELECT entity, count(*) n, max(version) v FROM {company_row} GROUP BY entity`),
    await database.reader.query(`SELECT * FROM {row_version}`),
  );
  await database.close();
  rmSync(folder, { recursive: true });
}, 60000);
