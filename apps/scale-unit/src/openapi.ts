import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateOpenApi } from '@app/platform';
import { readSettings } from './config';
import { createUnit } from './create-unit';
import { openParts } from './wiring/open-parts';

/** Writes `commerce.json` and `management.json` into the folder named on the command line. */
async function main(folder: string): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'unit-openapi-'));
  const app = await createUnit(await openParts(readSettings({ DATA_DIR: dataDir, UNIT_LOG_LEVEL: 'silent', UNIT_LAN_HOST: 'off' })));
  const commerce = generateOpenApi(app, {
    title: 'Commerce API',
    description: 'What registers call. A device token names the register, a session the employee at it.',
    version: '1',
    includes: (path) => !path.startsWith('/management/'),
  });
  const management = generateOpenApi(app, {
    title: 'Management API',
    description: 'What the console and the command line of the same machine call, on loopback, with the machine credential.',
    version: '1',
    includes: (path) => path.startsWith('/management/'),
  });
  writeFileSync(join(folder, 'commerce.json'), commerce);
  writeFileSync(join(folder, 'management.json'), management);
  await app.close();
  rmSync(dataDir, { recursive: true });
}

void main(process.argv[2] ?? '.');
