import type { Command } from 'commander';
import { JOB_NAMES } from '@app/protocol';
import { initialise } from '../retail-scheduler/definitions/initialise';
import { listJobs } from '../retail-scheduler/definitions/jobs';
import { parameters, readParameters, setParameters } from '../retail-scheduler/definitions/parameters';
import { listSchedules } from '../retail-scheduler/definitions/schedules';
import { listSubjobs } from '../retail-scheduler/definitions/subjobs';
import { PackageContent } from '../retail-scheduler/packages/package-content';
import { listRuns } from '../retail-scheduler/runs/run-log';
import { schedulerOf, schedulerParts } from '../retail-scheduler/scheduler-of';
import { cancelSession, retrySession } from '../retail-scheduler/sessions/session-actions';
import { listSessions } from '../retail-scheduler/sessions/session-list';
import { count, sessionState, time } from './arguments';
import type { Terminal, WithHeadquarters } from './terminal';

export function addSchedulerCommands(program: Command, terminal: Terminal, withHeadquarters: WithHeadquarters): void {
  const scheduler = program.command('scheduler').description('What goes down to the stores, when, and how far it came.');
  addDefinitions(scheduler, terminal, withHeadquarters);
  addRuns(scheduler, terminal, withHeadquarters);
  addSessions(scheduler, terminal, withHeadquarters);
}

function addDefinitions(scheduler: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  scheduler
    .command('initialise')
    .description('Make what is missing of the predefined jobs, subjobs and schedules.')
    .action(() =>
      withHeadquarters(async ({ database }) => {
        const { jobs, subjobs, schedules } = await initialise(database);
        say(`made ${jobs} jobs, ${subjobs} subjobs, ${schedules} schedules`);
      }),
    );
  scheduler
    .command('parameters')
    .description('Show the parameters; with --set NAME=VALUE change one.')
    .option('--set <name=value>', 'such as tryCount=3')
    .action(({ set }: { set?: string }) =>
      withHeadquarters(async ({ database }) => {
        const [name = '', value = ''] = set?.split('=') ?? [];
        const changes = parameters
          .partial()
          .strict()
          .parse(set === undefined ? {} : { [name]: Number(value) });
        await database.unitOfWork.run((tx) => setParameters(tx, changes));
        for (const [parameter, current] of Object.entries(await readParameters(database.reader))) say(`${parameter} ${current}`);
      }),
    );
  scheduler
    .command('jobs')
    .description('Jobs and the entities they carry.')
    .action(() =>
      withHeadquarters(async ({ database }) => {
        const subjobs = await listSubjobs(database.reader);
        for (const { job, name, direction, isUrgent } of await listJobs(database.reader)) {
          const carried = subjobs.filter((one) => one.job === job).map(({ entity, isActive }) => (isActive ? entity : `(${entity})`));
          say([job, name, direction, ...(isUrgent ? ['urgent'] : []), ...carried].join(' '));
        }
      }),
    );
}

function addRuns(scheduler: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  scheduler
    .command('schedules')
    .description('Distribution schedules.')
    .action(() =>
      withHeadquarters(async ({ database }) => {
        for (const { scheduleId, jobs, dataGroupIds, recurrence, isActive, nextRunAt } of await listSchedules(database.reader)) {
          const when = recurrence.kind === 'cron' ? `${recurrence.cron}, next ${time(nextRunAt)}` : recurrence.kind;
          say(
            `${scheduleId}: jobs ${jobs.join(' ')}, ${dataGroupIds?.join(' ') ?? 'every group'}, ${when}${isActive ? '' : ', not active'}`,
          );
        }
      }),
    );
  scheduler
    .command('run <schedule>')
    .description('Run a distribution schedule now.')
    .action((scheduleId: string) =>
      withHeadquarters(async (headquarters) => {
        const { boxCount, sessionCount } = await schedulerParts(headquarters).runner.runNow(scheduleId);
        say(`${sessionCount} packages for ${boxCount} boxes`);
      }),
    );
  scheduler
    .command('runs [schedule]')
    .description('Runs, newest first.')
    .action((scheduleId: string | undefined) =>
      withHeadquarters(async ({ database }) => {
        for (const run of await listRuns(database.reader, { scheduleId, limit: 100 })) {
          say(`${time(run.startedAt)} ${run.scheduleId} ${run.cause} ${run.state}: ${run.sessionCount} packages for ${run.boxCount} boxes`);
        }
      }),
    );
}

interface SessionOptions {
  readonly database?: string;
  readonly job?: string;
  readonly state?: ReturnType<typeof sessionState>;
  readonly limit: number;
}

function addSessions(scheduler: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  scheduler
    .command('sessions')
    .description('Download sessions, newest first.')
    .option('--database <id>', 'only of this channel database')
    .option('--job <job>', 'only of this job')
    .option('--state <state>', 'only in this state', sessionState)
    .option('--limit <count>', 'how many', count, 50)
    .action(({ database: channelDatabaseId, job, state, limit }: SessionOptions) =>
      withHeadquarters(async ({ database }) => {
        for (const one of await listSessions(database.reader, { channelDatabaseId, job, state }, { limit })) {
          const name = JOB_NAMES[one.job] ?? one.job;
          const message = one.message === null ? '' : `: ${one.message}`;
          say(`${one.sessionId} ${time(one.createdAt)} ${one.channelDatabaseId} ${one.job} ${name}, ${one.kind} ${one.state}${message}`);
        }
      }),
    );
  const actions = { retry: retrySession, cancel: cancelSession } as const;
  for (const [verb, act] of Object.entries(actions)) {
    scheduler
      .command(`${verb} <session>`)
      .description(verb === 'retry' ? 'Offer a failed or canceled session again.' : 'Take a session back.')
      .action((sessionId: string) =>
        withHeadquarters(async ({ database }) => {
          const { state } = await database.unitOfWork.run((tx) => act(tx, sessionId));
          say(`${sessionId} ${state}`);
        }),
      );
  }
  scheduler
    .command('rerun <session>')
    .description('Send all rows of a session’s job again.')
    .action((sessionId: string) =>
      withHeadquarters(async (headquarters) => say((await schedulerOf(headquarters).rerun(sessionId)).sessionId)),
    );
  scheduler
    .command('package <package>')
    .description('What a package holds.')
    .action((packageId: string) =>
      withHeadquarters(async ({ database, blobs }) => {
        const { job, kind, fromVersion, toVersion, segments } = await new PackageContent(database, blobs).manifest(packageId);
        say(`job ${job} ${kind} of versions ${fromVersion} to ${toVersion}`);
        for (const { entity, channelId, rowCount, sizeBytes, sha256 } of segments) {
          say(`${entity} ${channelId ?? 'all channels'}: ${rowCount} rows, ${sizeBytes} bytes, ${sha256}`);
        }
      }),
    );
}
