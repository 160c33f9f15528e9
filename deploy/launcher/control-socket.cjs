const { once } = require('node:events');
const { chmodSync, mkdirSync, rmSync } = require('node:fs');
const { connect, createServer } = require('node:net');
const { dirname } = require('node:path');

const LONGEST_REQUEST_BYTES = 4096;

/**
 * Listens on a unix socket that only this user can open. A request is one JSON line `{"command", "name"?}`, its answer
 * one JSON line `{"ok": true, ...}` or `{"ok": false, "code", "message"}`.
 */
async function openControlSocket(path, answer) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (await isAnswering(path)) throw new Error(`A launcher is already running: ${path} answers.`);
  rmSync(path, { force: true });
  const server = createServer((connection) => serve(connection, answer));
  await once(server.listen(path), 'listening');
  chmodSync(path, 0o600);
  return server;
}

/** A socket file whose owner was killed stays behind and answers nobody. */
async function isAnswering(path) {
  const probe = connect(path);
  const isThere = await once(probe, 'connect').then(Boolean, () => false);
  probe.destroy();
  return isThere;
}

function serve(connection, answer) {
  let text = '';
  connection.setEncoding('utf8');
  // Who asked may be gone before the answer is there.
  connection.on('error', () => connection.destroy());
  connection.on('data', (chunk) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop();
    if (text.length > LONGEST_REQUEST_BYTES) return connection.destroy();
    for (const line of lines) void answerTo(line, answer).then((result) => connection.write(`${JSON.stringify(result)}\n`));
  });
}

async function answerTo(line, answer) {
  try {
    return { ok: true, ...(await answer(JSON.parse(line))) };
  } catch (error) {
    const code = error instanceof SyntaxError ? 'request.malformed' : (error.code ?? 'launcher.failed');
    return { ok: false, code, message: error.message };
  }
}

module.exports = { openControlSocket };
