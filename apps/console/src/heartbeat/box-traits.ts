import { cpus, release, totalmem } from 'node:os';
import type { UnitStatus } from '@app/appliance';

const GIBIBYTE = 2 ** 30;

/** What a release may depend on: headquarters tries it on every kind of box before it goes to all of a kind. */
export function boxTraits(status: UnitStatus | null): Record<string, string> {
  return {
    platform: `${process.platform}-${process.arch}`,
    system: release().split('.').slice(0, 2).join('.'),
    processors: String(cpus().length),
    memory: sizeClass(totalmem()),
    ...(status && { disk: sizeClass(status.disk.totalBytes), registers: countClass(status.selling.registers.length) }),
    ...(status?.database.engine !== undefined && { database: status.database.engine }),
  };
}

/** As it is sold: what is a little less than 8 GiB is 8 GiB. */
const sizeClass = (bytes: number): string => `${Math.max(1, 2 ** Math.ceil(Math.log2((bytes / GIBIBYTE) * 0.9)))} GiB`;

function countClass(count: number): string {
  if (count <= 4) return 'up to 4';
  return count <= 12 ? 'up to 12' : 'more than 12';
}
