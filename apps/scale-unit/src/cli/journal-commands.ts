import { join } from 'node:path';
import { openReadOnly } from '@app/database';
import { KeyFiles } from '@app/platform';
import { Command } from 'commander';
import type { UnitSettings } from '../config';
import { instanceIdOf } from '../wiring/open-parts';
import { storeFileOf } from '../wiring/store-file';
import type { CommandLineParts } from './command-line-parts';
import { ManagementClient } from './management-client';
import { verifyJournal } from '../journal/verify-journal';

/** `journal verify`, and what to do when records are missing for good. */
export function journalCommands({ settings, say }: CommandLineParts): Command {
  const journal = new Command('journal').description('The journal of this box.');
  journal
    .command('verify')
    .description('Computes all digests, chains and signatures again. Works while the unit is down.')
    .action(() => verify(settings(), say));
  journal
    .command('declare-lost')
    .description(
      'Sells on without records that no register holds any more, and without registers that cannot log on. First shows what is missing.',
    )
    .option('--staff <number>', 'the manager who decides')
    .option('--yes', 'it is decided')
    .action((given: Decision) => declareLost(new ManagementClient(settings()), given, say));
  return journal;
}

async function verify({ dataDir }: UnitSettings, say: (line: string) => void): Promise<void> {
  const keys = new KeyFiles(join(dataDir, 'keys'));
  const { keyId, publicKey } = keys.signingKey('box.pem', `box:${instanceIdOf(keys)}`);
  const { reader, close } = openReadOnly(storeFileOf({ dataDir }));
  try {
    const { records, confirmed, unconfirmed, faults } = await verifyJournal(reader, { keyId, publicKey });
    say(`${records} records: ${confirmed} signed by this box, ${unconfirmed} not, ${faults.length} faults`);
    faults.forEach(say);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    close();
  }
}

interface Decision {
  readonly staff?: string;
  readonly yes?: boolean;
}

interface MissingRecords {
  readonly missingCount: number;
  readonly box: {
    readonly missing: {
      readonly heads: readonly {
        readonly channelId: string;
        readonly registerId: string;
        readonly type: string;
        readonly sequence: number;
      }[];
      readonly counters: readonly number[];
      readonly devices: readonly { readonly channelId: string; readonly registerId: string; readonly name: string }[];
    };
  };
  readonly before: readonly { readonly epoch: number; readonly counters: readonly number[] }[];
  readonly registers: readonly { readonly name: string; readonly lastSeenAt: number | null }[];
}

export async function declareLost(
  unit: Pick<ManagementClient, 'get' | 'post'>,
  { staff, yes }: Decision,
  say: (line: string) => void,
): Promise<void> {
  const found = (await unit.get('/journal/missing')) as MissingRecords;
  if (found.missingCount === 0) return say('Nothing is missing.');
  missingLines(found).forEach(say);
  if (!staff || !yes) {
    return say('Nothing has changed yet. Log on at every register first. Then, if this is to be given up: --staff NUMBER --yes');
  }
  const { counters } = (await unit.post('/journal/declare-lost', { staffId: staff, seenCount: found.missingCount })) as {
    counters: readonly number[];
  };
  const without = found.box.missing.devices.map(({ name }) => name);
  if (without.length > 0) say(`The store no longer waits for ${without.join(', ')}.`);
  say(`${counters.length} records stand in the journal as lost. The store sells on.`);
}

function missingLines({ box: { missing }, before, registers }: MissingRecords): string[] {
  return [
    ...missing.heads.map(
      ({ channelId, registerId, type, sequence }) => `${channelId}/${registerId} showed ${type} ${sequence}, which is not here.`,
    ),
    ...(missing.counters.length === 0 ? [] : [`Not here: ${rangesOf(missing.counters).join(', ')} of the box's own count.`]),
    ...before.map(
      ({ epoch, counters }) =>
        `Not here: ${rangesOf(counters).join(', ')} of the box before this one (epoch ${epoch}). What follows them waits for headquarters.`,
    ),
    ...missing.devices.map(
      ({ channelId, registerId, name }) => `${channelId}/${registerId} (${name}) has not shown its last records. Log on there.`,
    ),
    ...registers.map(
      ({ name, lastSeenAt }) => `  ${name}: ${lastSeenAt === null ? 'never seen' : `last seen ${new Date(lastSeenAt).toISOString()}`}`,
    ),
  ];
}

/** 3, 4, 5, 9 as 3-5, 9. */
function rangesOf(counters: readonly number[]): string[] {
  const ranges: { from: number; to: number }[] = [];
  for (const counter of counters) {
    const last = ranges.at(-1);
    if (last?.to === counter - 1) last.to = counter;
    else ranges.push({ from: counter, to: counter });
  }
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
}
