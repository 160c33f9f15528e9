// The least a headquarters could do with records that come up: take a batch apart, check each digest and signature, and keep
// the lines in one commit. No shapes are checked, nothing is told apart, found again or added up: a floor, not a rival.
import Database from 'better-sqlite3';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

const folder = mkdtempSync(join(tmpdir(), 'bench-upload-'));
const db = new Database(join(folder, 'headquarters.db'));
db.pragma('journal_mode=WAL');
db.pragma('synchronous=FULL');
db.exec('CREATE TABLE record(id TEXT PRIMARY KEY, counter INTEGER, digest TEXT, signature TEXT, bytes TEXT) WITHOUT ROWID');
const insert = db.prepare('INSERT OR REPLACE INTO record VALUES(?, ?, ?, ?, ?)');

function take(body) {
  const lines = body.toString('utf8').trimEnd().split('\n');
  const { publicKey } = JSON.parse(lines[0]);
  const { digests, signatures } = JSON.parse(lines.at(-1));
  const key = createPublicKey(publicKey);
  db.transaction(() => {
    for (const [index, line] of lines.slice(1, -1).entries()) {
      const digest = createHash('sha256').update(line).digest('hex');
      const isRight = digest === digests[index] && verify(null, Buffer.from(line), key, Buffer.from(signatures[index], 'base64'));
      if (!isRight) throw new Error(`record ${index} is not what was signed`);
      const { recordId, counter } = JSON.parse(line);
      insert.run(recordId, counter, digest, signatures[index], line);
    }
  })();
  return { count: lines.length - 2 };
}

const server = createServer((request, response) => {
  void buffer(request).then((body) => response.end(JSON.stringify(take(body))));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => {
  db.close();
  rmSync(folder, { recursive: true });
  process.exit(0);
});
