import { existsSync } from 'node:fs';
import { verifyPackages, type PackageReport } from '@app/async-client';
import { findBox } from '@app/channel-db';
import { openReadOnly } from '@app/database';
import { JOB_NAMES, type PackageManifest } from '@app/protocol';
import { Command } from 'commander';
import type { UnitSettings } from '../config';
import { storeFileOf } from '../wiring/store-file';
import type { CommandLineParts } from './command-line-parts';

interface VerifyOptions {
  readonly headquartersKey?: string;
  readonly channelDatabase?: string;
}

/** `package verify`: packages in a folder, by what this box does with a download. Works while the unit is down. */
export function packageCommands({ settings, say }: CommandLineParts): Command {
  const packages = new Command('package').description('Packages of headquarters as files.');
  packages
    .command('verify')
    .description('Says what the packages of a folder hold, and why a box would refuse them. Changes nothing.')
    .argument('<folder>', 'where headquarters wrote them: npm run hq -- package build')
    .option('--headquarters-key <key>', 'the key that signs, as headquarters says it; that of the enrolment when left out')
    .option('--channel-database <id>', 'for whom they should be; for the box of this machine when left out')
    .action(async (folder: string, { headquartersKey, channelDatabase }: VerifyOptions) => {
      const own = headquartersKey === undefined ? await enrolled(settings()) : { headquartersKey };
      const opening = { ...own, ...(channelDatabase === undefined ? {} : { channelDatabaseId: channelDatabase }) };
      const reports = await verifyPackages(folder, opening);
      if (reports.length === 0) throw new Error(`There is no package in ${folder}.`);
      reports.flatMap(packageLines).forEach(say);
      if (reports.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
    });
  return packages;
}

async function enrolled(settings: UnitSettings): Promise<{ readonly headquartersKey: string; readonly channelDatabaseId: string }> {
  const file = storeFileOf(settings);
  const box = existsSync(file) ? await boxIn(file) : undefined;
  if (!box) throw new Error('No box is enrolled in a store file of this machine. Say by which key: --headquarters-key');
  return { headquartersKey: box.headquartersKey, channelDatabaseId: box.identity.channelDatabaseId };
}

async function boxIn(file: string): ReturnType<typeof findBox> {
  const { reader, close } = openReadOnly(file);
  try {
    return await findBox(reader);
  } finally {
    close();
  }
}

/** A package in plain words, a line each. */
function packageLines({ name, manifest, faults, quarantined }: PackageReport): string[] {
  return [
    ...(manifest ? contentLines(manifest) : [name]),
    ...quarantined.map(({ entity, rowKey, reason }) => `  would stay in quarantine: ${entity} ${rowKey}: ${reason}`),
    ...faults.map((fault) => `  would be refused: ${fault}`),
    ...(faults.length === 0 ? ['  sound: a box takes it'] : []),
  ];
}

function contentLines(manifest: PackageManifest): string[] {
  const { job, kind, fromVersion, toVersion, dataGroupId, channelDatabaseId, createdAt, contents = [] } = manifest;
  const whom = channelDatabaseId === undefined ? `every box of data group ${dataGroupId}` : `channel database ${channelDatabaseId}`;
  return [
    `${job} ${JOB_NAMES[job] ?? job}: ${kind} of versions ${fromVersion} to ${toVersion}, made ${new Date(createdAt).toISOString()} for ${whom}`,
    ...contents.map(({ entity, channelId, rowCount, digest }) => `  ${entity}${ofChannel(channelId)}: ${rowCount} rows, content ${digest}`),
    ...uncounted(manifest).map(({ entity, channelId, rowCount }) => `  ${entity}${ofChannel(channelId)}: ${rowCount} rows`),
  ];
}

const ofChannel = (channelId: string | null): string => (channelId === null ? '' : ` of channel ${channelId}`);

interface Carried {
  readonly entity: string;
  readonly channelId: string | null;
  readonly rowCount: number;
}

/** What a package without content digests carries of each entity and channel. */
function uncounted({ segments, contents = [] }: PackageManifest): Carried[] {
  const sums = new Map<string, Carried>();
  for (const { entity, channelId, rowCount } of segments) {
    if (contents.some((one) => one.entity === entity && one.channelId === channelId)) continue;
    const key = JSON.stringify([entity, channelId]);
    sums.set(key, { entity, channelId, rowCount: rowCount + (sums.get(key)?.rowCount ?? 0) });
  }
  return [...sums.values()];
}
