import type { Command } from 'commander';
import { DomainError } from '@app/kernel';
import { JOB_NAMES } from '@app/protocol';
import { listChannelDatabases } from '../company/channel-databases';
import type { Headquarters } from '../headquarters';
import { writePackages } from '../retail-scheduler/packages/package-folder';
import { schedulerOf } from '../retail-scheduler/scheduler-of';
import type { Terminal, WithHeadquarters } from './terminal';

interface BuildOptions {
  readonly channelDatabase?: string;
  readonly job?: string;
}

/** `package build`: what would go down, as files. */
export function addPackageCommands(program: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  program
    .command('package')
    .description('Packages as files.')
    .command('build <folder>')
    .description('Write all rows of a job, or of every job, into a folder as signed packages. No box is offered them.')
    .option('--channel-database <id>', 'for whom; may be left out when there is only one')
    .option('--job <job>', 'such as 1040; every job when left out')
    .action((folder: string, { channelDatabase, job }: BuildOptions) =>
      withHeadquarters(async (headquarters) => {
        const id = channelDatabase ?? (await onlyChannelDatabase(headquarters));
        const built = await schedulerOf(headquarters).snapshots(id, job === undefined ? undefined : [job]);
        await writePackages(folder, built, headquarters.blobs);
        for (const { job: of, manifest } of built) {
          const rowCount = manifest.segments.reduce((sum, segment) => sum + segment.rowCount, 0);
          say(`${of} ${JOB_NAMES[of] ?? of}, ${rowCount} rows in ${manifest.segments.length} segments`);
        }
        say(`for ${id}, signed by the key ${headquarters.signingKey.publicKey}`);
      }),
    );
}

async function onlyChannelDatabase({ database }: Headquarters): Promise<string> {
  const all = await listChannelDatabases(database.reader);
  const [only] = all;
  if (only && all.length === 1) return only.channelDatabaseId;
  const names = all.map(({ channelDatabaseId }) => channelDatabaseId).join(', ');
  throw new DomainError('channel-database.unknown', `say for whom with --channel-database; there are: ${names || 'none'}`);
}
