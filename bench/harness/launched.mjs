import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pinnedEnvironment, pinnedNode, ROOT } from '../../tools/run/runtime.mjs';
import { stopChild } from './processes.mjs';

const READY_WITHIN_MS = 60_000;
const LAUNCHER = join(ROOT, 'deploy', 'launcher');

/** Starts the launcher as an installation does, over a store's data, and waits until both of its processes answer. */
export async function startLauncher({ dataDir, environment, readyUrls }) {
  const flags = JSON.parse(readFileSync(join(LAUNCHER, 'node-flags.json'), 'utf8'));
  const env = pinnedEnvironment({ DATA_DIR: dataDir, ...environment });
  const child = spawn(pinnedNode(), [...flags, join(LAUNCHER, 'main.cjs')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const url of readyUrls) await answered(url, READY_WITHIN_MS);
  const [first, second] = childrenOf(child.pid);
  const isConsole = (pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('apps/console');
  const [unit, console] = isConsole(first) ? [second, first] : [first, second];
  return { pids: { launcher: child.pid, unit, console }, stop: () => stopChild(child) };
}

/** Asks until the answer is a success; anything else is "not yet". */
export async function answered(url, withinMs) {
  for (const began = performance.now(); ; await sleep(10)) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    if (performance.now() - began > withinMs) throw new Error(`${url} does not answer`);
  }
}

const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
