import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateOpenApi } from '@app/platform';
import { readSettings } from './config';
import { createConsole } from './create-console';

/** Writes `console.json` into the folder named on the command line. */
async function main(folder: string): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'console-openapi-'));
  const settings = { ...readSettings({ CONSOLE_LOG_LEVEL: 'silent' }), dataDir };
  const app = await createConsole({ settings, showFirstRunCode: () => undefined });
  const text = generateOpenApi(app, {
    title: 'Console API',
    description: 'What the pages of the console ask. A browser session in a cookie, requests from the same origin only.',
    version: '1',
    includes: (path) => path.startsWith('/console/v1/'),
  });
  writeFileSync(join(folder, 'console.json'), text);
  await app.close();
  rmSync(dataDir, { recursive: true });
}

void main(process.argv[2] ?? '.');
