import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateOpenApi } from '@app/platform';
import { readSettings } from './config';
import { openHeadquarters } from './headquarters';
import { createHeadquartersApp } from './serve';

/** Writes `headquarters.json` into the folder named on the command line. */
async function main(folder: string): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'headquarters-openapi-'));
  const headquarters = await openHeadquarters(readSettings({ DATA_DIR: dataDir, HEADQUARTERS_LOG_LEVEL: 'silent' }));
  const app = await createHeadquartersApp(headquarters);
  const document = generateOpenApi(app, {
    title: 'Headquarters API',
    description:
      'Company data, boxes and sales, for administrators and other systems. The exchange with boxes is described in docs/protocol.md.',
    version: '1',
    includes: (path) => !path.startsWith('/exchange/'),
  });
  writeFileSync(join(folder, 'headquarters.json'), document);
  await app.close();
  await headquarters.database.close();
  rmSync(dataDir, { recursive: true });
}

void main(process.argv[2] ?? '.');
