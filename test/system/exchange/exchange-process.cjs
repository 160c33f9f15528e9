// One round of a box's exchange in a process of its own, which ends itself, as `kill -9` would, at the n-th point it comes to:
// calls on the wire, the middle of a segment, commits and renames, each before and after. What it passed is written to a file.
const { once } = require('node:events');
const fs = require('node:fs');
const { join } = require('node:path');
const promises = require('node:fs/promises');
const { setTimeout: sleep } = require('node:timers/promises');
const Sqlite = require('better-sqlite3');

const ON_ITS_WAY_MS = 5;
let passed = 0;
let plan;

function point(name) {
  if (!plan) return;
  fs.appendFileSync(plan.points, `${name}\n`);
  passed += 1;
  if (passed === plan.dieAt) process.kill(process.pid, 'SIGKILL');
}

function around(owner, method, nameOf) {
  const plain = owner[method];
  owner[method] = function marked(...args) {
    const name = nameOf(...args);
    if (name) point(`before ${name}`);
    const result = plain.apply(this, args);
    if (!name) return result;
    if (result instanceof Promise) return result.then((value) => (point(`after ${name}`), value));
    point(`after ${name}`);
    return result;
  };
}

const commitIn = (sql) => (sql === 'COMMIT' ? 'commit' : undefined);
const prepare = Reflect.get(Sqlite.prototype, 'prepare');
Sqlite.prototype.prepare = function marked(sql, ...rest) {
  const statement = prepare.call(this, sql, ...rest);
  if (commitIn(sql)) around(statement, 'run', () => 'commit');
  return statement;
};
around(Sqlite.prototype, 'exec', commitIn);
around(fs, 'renameSync', () => 'pointer');
around(promises, 'rename', () => 'segment named');

const dist = join(__dirname, '../../../dist/libs');
const lib = (name) => require(join(dist, name, 'src/index.js'));
const { apply, createExchange, prepareCatalog } = lib('async-client');
const { openSqliteCatalog, openSqliteStore } = lib('channel-db');
const { systemClock } = lib('kernel');
const { createDispatcher, SignedClient } = lib('platform');
const { signingKeyFromPem } = lib('protocol');

async function* halved(body) {
  for await (const chunk of body) {
    yield chunk.subarray(0, chunk.length >> 1);
    point('half a segment');
    yield chunk.subarray(chunk.length >> 1);
  }
}

/** `POST uploads`, `GET manifest`, `POST state applied`. */
function nameOf({ method, path, body }) {
  const state = path.endsWith('/state') ? ` ${JSON.parse(body).state}` : '';
  return `${method} ${path.replace(/\?.*/, '').split('/').at(-1)}${state}`;
}

const markedWire = (client) => ({
  async call(call) {
    const name = nameOf(call);
    point(`before ${name}`);
    const going = client.call(call);
    await sleep(ON_ITS_WAY_MS);
    point(`under way ${name}`);
    const answer = await going;
    point(`after ${name}`);
    return answer;
  },
  async download(path, options) {
    point('before GET segment');
    const answer = await client.download(path, options);
    return answer.kind === 'streaming' ? { ...answer, body: halved(answer.body) } : answer;
  },
  follow: (link, options) => client.follow(link, options),
});

async function main() {
  const [{ folder, url, authority, key, headquartersKey, way, ...rest }] = await once(process, 'message');
  const store = await openSqliteStore(join(folder, 'store.db'));
  await prepareCatalog(folder);
  const catalog = openSqliteCatalog(folder);
  const dispatcher = createDispatcher({ trustedRoots: [authority] });
  const signing = signingKeyFromPem(key.keyId, key.privateKeyPem);
  const client = new SignedClient({ baseUrl: url, key: signing, headquartersKey, clock: systemClock, dispatcher });
  const wires = { download: markedWire(client), upload: markedWire(client) };
  const exchange = createExchange({ wires, store, catalog, directory: folder, applier: apply, clock: systemClock });
  plan = rest;
  await (way === 'download' ? exchange.download.runOnce(0) : exchange.upload.runOnce());
  plan = undefined;
  await catalog.close();
  await store.close();
  await dispatcher.close();
  process.disconnect();
}

void main();
