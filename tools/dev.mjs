import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './run/built.mjs';
import { helpIfAsked, main } from './run/command-line.mjs';
import { ensureInstalled } from './run/installed.mjs';
import { pinnedEnvironment, pinnedNode, ROOT } from './run/runtime.mjs';

helpIfAsked(`
npm run dev [-- arguments of npm start]

Like npm start, and builds and restarts when a source changes.
`);

const QUIET_MS = 300;

let demo;
let isStopping = false;

function start() {
  demo = spawn(pinnedNode(), ['--enable-source-maps', 'tools/demo/main.mjs', ...process.argv.slice(2)], {
    cwd: ROOT,
    env: pinnedEnvironment(),
    stdio: 'inherit',
  });
  return demo;
}

async function stop() {
  if (demo.exitCode !== null || demo.signalCode !== null) return;
  demo.kill('SIGTERM');
  await once(demo, 'close');
}

async function rebuild() {
  try {
    if (!(await ensureBuilt())) return;
  } catch (error) {
    console.error(error.message);
    return;
  }
  await stop();
  if (!isStopping) start();
}

/** Waits for a pause in the changes: an editor or a branch switch touches many files at once. */
function watchSources() {
  let timer;
  let running = Promise.resolve();
  for (const folder of ['apps', 'libs', 'tools'].filter((name) => existsSync(join(ROOT, name)))) {
    watch(join(ROOT, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(rebuild);
      }, QUIET_MS);
    });
  }
}

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  start();
  watchSources();
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  isStopping = true;
  await stop();
  process.exit(0);
});
