import Database from 'better-sqlite3';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'undici';

const BATCH = 500;

/** Reads records of a store file, makes batches of them and sends each when the last one is answered. Answers records a second. */
export async function sendBacklog({ url }, { file, keyFile, afterCounter, count }) {
  const publicKey = createPublicKey(readFileSync(keyFile)).export({ format: 'pem', type: 'spki' });
  const db = new Database(file, { readonly: true });
  const page = db.prepare('SELECT counter, bytes, digest, signature FROM record WHERE counter > ? ORDER BY counter LIMIT ?');
  const client = new Client(url, { pipelining: 1 });
  const began = performance.now();
  let counter = afterCounter;
  for (let sent = 0; sent < count;) {
    const rows = page.all(counter, BATCH);
    if (rows.length === 0) throw new Error('the store file holds fewer records');
    const last = { digests: rows.map(({ digest }) => digest), signatures: rows.map(({ signature }) => signature) };
    const body = `${[JSON.stringify({ publicKey }), ...rows.map(({ bytes }) => bytes), JSON.stringify(last)].join('\n')}\n`;
    const answer = await client.request({ method: 'POST', path: '/', body });
    if (answer.statusCode !== 200) throw new Error(`the floor answered ${answer.statusCode}`);
    await answer.body.dump();
    sent += rows.length;
    counter = rows.at(-1).counter;
  }
  const seconds = (performance.now() - began) / 1000;
  db.close();
  await client.close();
  return count / seconds;
}
