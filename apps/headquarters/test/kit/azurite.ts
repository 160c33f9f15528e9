import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = require.resolve('azurite/dist/src/blob/main.js');
const ACCOUNT = 'teststore';

/** Azurite, the blob service Microsoft gives out for tests, in a process and a folder of its own. */
export interface Azurite {
  readonly connectionString: string;
  /** The account's key, which must never be seen outside the connection. */
  readonly key: string;
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

export async function startAzurite(): Promise<Azurite> {
  const folder = mkdtempSync(join(tmpdir(), 'azurite-'));
  const key = randomBytes(64).toString('base64');
  const azurite = spawn(process.execPath, [PROGRAM, '--blobPort', '0', '--location', folder, '--silent', '--skipApiVersionCheck'], {
    env: { AZURITE_ACCOUNTS: `${ACCOUNT}:${key}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await addressOf(azurite);
  const endpoint = `BlobEndpoint=${origin}/${ACCOUNT}`;
  return {
    key,
    origin,
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${key};${endpoint};`,
    stop: async () => {
      const ended = once(azurite, 'exit');
      azurite.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout) {
    for await (const line of createInterface(stdout)) {
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (address) return address;
    }
  }
  throw new Error('Azurite did not start');
}
