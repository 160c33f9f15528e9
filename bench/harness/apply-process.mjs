// Applies a package to a catalog folder as the unit does, in the apply worker of a process that does nothing else. Prints what it took
// as JSON: seconds, processor time, and how far memory rose above what the idle process holds.
import { readFileSync } from 'node:fs';
import asyncClient from '../../dist/libs/async-client/src/index.js';

const [directory, packageFile] = process.argv.slice(2);
const { manifest, folder, asSqlite } = JSON.parse(readFileSync(packageFile, 'utf8'));
const memoryMiB = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;

const idleMiB = memoryMiB('VmRSS');
const began = performance.now();
const cpu = process.cpuUsage();
const outcome = await asyncClient.applyInThread({
  directory,
  packages: [{ manifest, folder, asSqlite: new Set(asSqlite) }],
  now: Date.now(),
});
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
if (outcome.kind !== 'applied' || outcome.packages[0].quarantinedCount > 0) throw new Error(JSON.stringify(outcome));
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, roseMiB: memoryMiB('VmHWM') - idleMiB }));
