import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from '../run/runtime.mjs';

/** Programs and a library that some tests need and npm cannot bring. The variable tells the tests where each is. */
const PROGRAMS = [
  { name: 'redis-server', commands: ['redis-server'], variable: 'TEST_REDIS_SERVER', needs: 'tests of the Redis job runner' },
  { name: 'prometheus', commands: ['promtool'], variable: 'TEST_PROMTOOL', needs: 'tests of the rules for monitoring' },
  { name: 'chromium', commands: ['chromium', 'chromium-browser', 'google-chrome'], variable: 'TEST_CHROMIUM', needs: 'tests in a browser' },
  { name: 'strace', commands: ['strace'], variable: 'TEST_STRACE', needs: 'tests of a slow disk' },
  { name: 'libfaketime', library: 'faketime/libfaketimeMT.so.1', variable: 'TEST_FAKETIME', needs: 'tests under a wrong clock' },
];

/** Finds the programs, installs missing ones where that is possible, and says what will be skipped otherwise. */
export async function ensureSystemPackages({ say }) {
  let missing = PROGRAMS.filter((program) => !locate(program));
  const whyNot = missing.length && reasonNotToInstall();
  if (missing.length && !whyNot) {
    say(`installing ${missing.map(({ name }) => name).join(' and ')} (Debian packages)...`);
    await aptInstall(missing.map(({ name }) => name));
    missing = missing.filter((program) => !locate(program));
  }
  for (const { name, needs } of missing)
    say(`${name} is not installed (${whyNot || 'apt-get could not install it'}): ${needs} are skipped`);
}

function locate({ commands = [], library, variable }) {
  if (process.env[variable]) return true;
  const found = library ? globSync(`/usr/lib/*/${library}`)[0] : commands.map(which).find(Boolean);
  if (found) process.env[variable] = found;
  return Boolean(found);
}

function reasonNotToInstall() {
  if (!which('apt-get')) return 'no apt-get here';
  return process.getuid?.() === 0 ? undefined : 'only root can install it';
}

async function aptInstall(packages) {
  // RUNLEVEL=1 keeps Debian from starting the service it installs: tests start servers of their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await capture('apt-get', ['update', '-qq'], { env });
  await capture('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

function which(command) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, command);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not in this folder
    }
  }
  return undefined;
}
