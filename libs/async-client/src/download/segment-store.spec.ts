import { openSqliteStore } from '@app/channel-db';
import { systemClock } from '@app/kernel';
import { SignedClient } from '@app/platform';
import { generateSigningKeyPair, signingKeyFromPem } from '@app/protocol';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { ExchangeClient } from '../wire/exchange-client';
import { LineUse } from '../line/line-use';
import { SegmentStore } from './segment-store';

const BYTES = Buffer.alloc(100_000, 'rows');
const HALF = BYTES.length / 2;
const file = { sha256: createHash('sha256').update(BYTES).digest('hex'), sizeBytes: BYTES.length };

it('a transfer that is ended keeps what came, and the next one goes on behind it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'segments-'));
  const asked: (string | undefined)[] = [];
  // The first answer stops in the middle and stays open.
  const server = createServer(({ headers: { range } }, response) => {
    asked.push(range);
    if (range) response.writeHead(206).end(BYTES.subarray(HALF));
    else response.writeHead(200).write(BYTES.subarray(0, HALF));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dispatcher = new Agent();
  const key = signingKeyFromPem('box:1', generateSigningKeyPair().privateKeyPem);
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new SignedClient({ baseUrl, key, headquartersKey: '', clock: systemClock, dispatcher });
  const store = await openSqliteStore(join(folder, 'store.db'));
  const segments = new SegmentStore(folder, new ExchangeClient(client), new LineUse(store, systemClock));

  const stop = new AbortController();
  const ended = segments.fetch(file, stop.signal);
  const part = join(folder, `${file.sha256}.part`);
  while ((statSync(part, { throwIfNoEntry: false })?.size ?? 0) < HALF) await sleep(5);
  stop.abort();
  expect(await ended).toMatchObject({ ok: false, kind: 'unreachable' });
  expect(await segments.fetch(file)).toEqual({ ok: true });
  expect(asked).toEqual([undefined, `bytes=${HALF}-`]);
  expect(statSync(join(folder, file.sha256)).size).toBe(BYTES.length);

  await dispatcher.destroy();
  server.closeAllConnections();
  server.close();
  await store.close();
  rmSync(folder, { recursive: true });
});
