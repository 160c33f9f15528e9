import type { Command } from 'commander';
import { listBoxes } from '../boxes/boxes';
import { EnrolmentCodes } from '../boxes/enrolment-codes';
import { EnrolmentLines } from '../boxes/enrolment-lines';
import { listChannelDatabases } from '../company/channel-databases';
import { schedulerOf } from '../retail-scheduler/scheduler-of';
import { listSessions } from '../retail-scheduler/sessions/session-list';
import type { Terminal, WithHeadquarters } from './terminal';
import { count, time } from './arguments';

const MINUTE_MS = 60_000;

export function addBoxCommands(program: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  const box = program.command('box').description('Boxes in the stores.');
  box
    .command('enrolment-code <channelDatabase>')
    .description('Print the one line that a box enrols with: CODE@https://host:port#fingerprint.')
    .option('--minutes <count>', 'how long it may be used, 10 minutes to 30 days', count, 1_440)
    .option('--serial <serial>', 'only the machine with this serial number may use it')
    .option('--replacement', 'take over from the box that is enrolled', false)
    .action((channelDatabaseId: string, { minutes, serial, replacement }: { minutes: number; serial?: string; replacement: boolean }) =>
      withHeadquarters(async (headquarters) => {
        const order = { channelDatabaseId, lifeMs: minutes * MINUTE_MS, serial: serial ?? null, isReplacement: replacement };
        const { code } = await new EnrolmentCodes(headquarters.database, headquarters.clock).issue(order);
        say(await new EnrolmentLines(headquarters).lineFor(code));
      }),
    );
  box
    .command('load <channelDatabase>')
    .description('Send all data to a channel database again.')
    .action((channelDatabaseId: string) =>
      withHeadquarters(async (headquarters) => {
        const { loadId, packages } = await schedulerOf(headquarters).load(channelDatabaseId);
        say(`load ${loadId}: ${packages.map(({ job }) => job).join(' ')}`);
      }),
    );

  program
    .command('boxes')
    .description('Channel databases and the boxes that serve them.')
    .action(() =>
      withHeadquarters(async ({ database }) => {
        const boxes = await listBoxes(database.reader);
        for (const { channelDatabaseId, name, channelIds } of await listChannelDatabases(database.reader)) {
          say(`${channelDatabaseId} ${name}, channels ${channelIds.join(' ')}`);
          for (const one of boxes.filter((candidate) => candidate.channelDatabaseId === channelDatabaseId)) {
            say(`  box ${one.instanceId} epoch ${one.epoch} ${one.state}, last heard ${time(one.lastSeenAt)}`);
          }
        }
      }),
    );
  program
    .command('sessions <channelDatabase>')
    .description('Packages for a channel database and how far the box is with them, newest first.')
    .action((channelDatabaseId: string) =>
      withHeadquarters(async ({ database }) => {
        for (const { job, kind, state, tryCount, rowCount, createdAt } of await listSessions(
          database.reader,
          { channelDatabaseId },
          { limit: 200 },
        )) {
          say(`${time(createdAt)} job ${job} ${kind} ${state}, failed tries ${tryCount}, rows ${rowCount ?? '-'}`);
        }
      }),
    );
}
