// Adds lock entries for optional platform packages that the registry in use could not resolve.
// npm drops those silently when it writes the lock, and `npm ci` then refuses the lock because they are missing.
// The added entries carry `os` and `cpu`, so npm skips them on every other platform. Run it after each lock change.
import { readFileSync, writeFileSync } from 'node:fs';

const LOCK_FILE = 'package-lock.json';
const lock = JSON.parse(readFileSync(LOCK_FILE, 'utf8'));
const packages = lock.packages;

/** Looks a dependency up the way Node would: beside the package that asks, then in each folder above it. */
function isInstalled(from, name) {
  let folder = from;
  for (;;) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
    folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '');
  }
}

let added = 0;
for (const [key, entry] of Object.entries({ ...packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isInstalled(key, name)) continue;
    const os = /(darwin|win32|linux|android|freebsd|openharmony|sunos|aix)/.exec(name)?.[1];
    const cpu = /(arm64|x64|ia32|ppc64|s390x|riscv64|loong64|arm)(?=[^/]*$)/.exec(name.split('/').pop())?.[1];
    if (!os || !cpu || !/^\d/.test(range)) {
      console.warn(`left out: ${key} wants ${name} ${range}, which names no platform or no exact version`);
      continue;
    }
    packages[`node_modules/${name}`] = { version: range, cpu: [cpu], ...(entry.dev ? { dev: true } : {}), optional: true, os: [os] };
    added++;
  }
}

const { '': root, ...others } = packages;
const sorted = Object.entries(others).sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = { '': root, ...Object.fromEntries(sorted) };
writeFileSync(LOCK_FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} platform packages added to ${LOCK_FILE}`);
