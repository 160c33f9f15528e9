import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { capturePinned, ROOT } from './runtime.mjs';

const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.built');
const LOCK = join(ROOT, 'node_modules', '.building');
const LOCK_STALE_MS = 120_000;
const SOURCES = ['apps', 'libs', 'tools', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', '.swcrc'];
const WEBS = ['console', 'headquarters'].map((app) => join('apps', app, 'web'));
const WEB_CONFIG = 'libs/web/vite.config.mjs';

/** Builds when a source is newer than the last build. Answers whether it did. */
export async function ensureBuilt({ say = console.log, force = false } = {}) {
  if (!force && isFresh()) return false;
  await locked(async () => {
    if (!force && isFresh()) return;
    const wanted = fingerprint();
    say('building...');
    rmSync(STAMP, { force: true });
    await Promise.all([buildServer(), ...WEBS.map(buildWeb)]);
    removeLeftovers();
    writeFileSync(STAMP, wanted);
  });
  return true;
}

const isFresh = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();

async function buildServer() {
  const { code, output } = await capturePinned(['node_modules/@nestjs/cli/bin/nest.js', 'build', 'scale-unit']);
  if (code !== 0 || !/Successfully compiled/.test(output)) throw new Error(`nest build failed:\n${output}`);
}

async function buildWeb(web) {
  const args = ['build', web, '--config', WEB_CONFIG, '--outDir', join(DIST, web), '--emptyOutDir'];
  const { code, output } = await capturePinned(['node_modules/vite/bin/vite.js', ...args]);
  if (code !== 0)
    throw new Error(`vite build failed:
${output}`);
}

/** The build writes over the last one instead of emptying dist, so that what runs from there goes on running. */
function removeLeftovers() {
  for (const file of filesBelow(DIST)) {
    const inDist = relative(DIST, file);
    if (WEBS.some((web) => inDist.startsWith(web + sep)) || !/\.js(\.map)?$/.test(inDist)) continue;
    if (!existsSync(join(ROOT, inDist.replace(/\.js(\.map)?$/, '.ts')))) rmSync(file);
  }
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(ROOT, source);
    if (!existsSync(path)) continue;
    for (const file of statSync(path).isDirectory() ? filesBelow(path) : [path]) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(ROOT, file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** One build at a time: two would write the same files. A lock whose owner died is taken over. */
async function locked(work) {
  for (;;) {
    try {
      mkdirSync(LOCK);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0) > LOCK_STALE_MS)
        rmSync(LOCK, { recursive: true, force: true });
      else await sleep(200);
    }
  }
  const alive = setInterval(() => utimesSync(LOCK, new Date(), new Date()), LOCK_STALE_MS / 4);
  try {
    await work();
  } finally {
    clearInterval(alive);
    rmSync(LOCK, { recursive: true, force: true });
  }
}
