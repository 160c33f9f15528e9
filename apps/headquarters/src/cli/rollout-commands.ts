import type { Command } from 'commander';
import { listMembers } from '../rollouts/member-store';
import { rolloutOrder } from '../rollouts/rollout-answers';
import { failuresOf, ringsOf } from '../rollouts/rollout-progress';
import { findRollout, listEvents, listRollouts } from '../rollouts/rollout-store';
import { Rollouts } from '../rollouts/rollouts';
import { count, time } from './arguments';
import type { Terminal, WithHeadquarters } from './terminal';

const WHO = 'command line';

export function addRolloutCommands(program: Command, terminal: Terminal, withHeadquarters: WithHeadquarters): void {
  const rollout = program.command('rollout').description('Releases on their way to boxes, ring after ring.');
  addStart(rollout, terminal, withHeadquarters);
  addReports(rollout, terminal, withHeadquarters);
  addDecisions(rollout, terminal, withHeadquarters);
}

interface StartOptions {
  readonly window?: string;
  readonly rings?: string;
  readonly haltAbove?: string;
  readonly startsWith?: number;
  readonly to?: string;
}

function addStart(rollout: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  rollout
    .command('start <version>')
    .description('Bring a release to boxes. What is in it is for signed metadata to say.')
    .option('--window <from-to>', 'hours on each store’s own clock, such as 02:00-05:00; at once when absent')
    .option('--rings <percents>', 'up to which part of the boxes each ring reaches, such as 1,10,50,100')
    .option('--halt-above <percent>', 'halt when more of those that ended failed')
    .option('--starts-with <count>', 'boxes under way before any has proven itself', count)
    .option('--to <stores>', 'only these channel databases, separated by commas')
    .action((version: string, { window, rings, haltAbove, startsWith, to }: StartOptions) =>
      withHeadquarters(async ({ database, clock }) => {
        const [from = '', until = ''] = window?.split('-') ?? [];
        const order = rolloutOrder.parse({
          version,
          ...(window !== undefined && { window: { from, to: until } }),
          ...(rings !== undefined && { percents: rings.split(',').map(Number) }),
          ...(haltAbove !== undefined && { haltAbovePercent: Number(haltAbove) }),
          ...(startsWith !== undefined && { startsWith }),
          ...(to !== undefined && { channelDatabaseIds: to.split(',') }),
        });
        say((await new Rollouts(database, clock).start(order, WHO)).rolloutId);
      }),
    );
}

function addReports(rollout: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  rollout
    .command('list')
    .description('Rollouts, newest first.')
    .action(() =>
      withHeadquarters(async ({ database }) => {
        for (const { rolloutId, kind, version, state, ring, ringCount } of await listRollouts(database.reader, { limit: 50 })) {
          say(`${rolloutId} ${kind} ${version} ${state}, ring ${ring + 1} of ${ringCount}`);
        }
      }),
    );
  rollout
    .command('show <rollout>')
    .description('How far it is, why boxes failed, and what was decided.')
    .action((rolloutId: string) =>
      withHeadquarters(async ({ database: { reader }, clock }) => {
        const { kind, version, state } = await findRollout(reader, rolloutId);
        say(`${kind} ${version} ${state}`);
        for (const { ring, boxCount, planned, ordered, good, current, failed, accepted, touched } of await ringsOf(reader, rolloutId, clock.now())) {
          say(`ring ${ring + 1}: ${boxCount} boxes, ${touched} told, ${planned} wait, ${ordered} under way, ${good} good, ${current} had it, ${failed + accepted} failed`);
        }
        for (const { reason, count: boxes } of await failuresOf(reader, rolloutId)) say(`${boxes} failed: ${reason}`);
        for (const { channelDatabaseId, reason, detail } of await listMembers(reader, rolloutId, { state: 'failed', limit: 100 })) {
          say(`${channelDatabaseId} ${reason ?? ''} ${detail ?? ''}`.trim());
        }
        for (const { at, kind: what, who, ring } of await listEvents(reader, rolloutId)) say(`${time(at)} ${what} at ring ${ring + 1} by ${who}`);
      }),
    );
} // prettier-ignore

function addDecisions(rollout: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  const decisions = {
    halt: 'Give no more orders, and take back those that have not begun.',
    'go-on': 'Accept the failures so far and go on.',
    cancel: 'End it where it is.',
    undo: 'Bring every box of it back to the release before.',
  } as const;
  for (const [verb, description] of Object.entries(decisions)) {
    rollout
      .command(`${verb} <rollout>`)
      .description(description)
      .action((rolloutId: string) =>
        withHeadquarters(async ({ database, clock }) => {
          const rollouts = new Rollouts(database, clock);
          const acts = { halt: 'halt', 'go-on': 'goOn', cancel: 'cancel', undo: 'undo' } as const;
          const { rolloutId: id, state } = await rollouts[acts[verb as keyof typeof acts]](rolloutId, WHO);
          say(`${id} ${state}`);
        }),
      );
  }
}
