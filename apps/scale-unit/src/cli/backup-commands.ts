import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import type { z } from 'zod';
import type { backupsState } from '../backups/backups.dto';
import type { CommandLineParts } from './command-line-parts';
import { ManagementClient } from './management-client';

type State = z.output<typeof backupsState>;
type Unit = Pick<ManagementClient, 'get' | 'post'>;

const LOOK_AGAIN_MS = 500;

/** Copies of the store: make one, list them, prove one, and what opens them. */
export function backupCommands({ settings, say }: CommandLineParts): Command[] {
  const unit = () => new ManagementClient(settings());
  return [
    new Command('backup').description('Copies the store now.').action(() => backup(unit(), say)),
    new Command('backups').description('Lists the copies of the store, and what was proven.').action(() => list(unit(), say)),
    new Command('restore-drill')
      .description('Brings a copy back in a scratch folder, checks it in full and compares it with the store.')
      .argument('[name]', 'a copy as backups lists it; the newest when left out')
      .action((name: string | undefined) => drill(unit(), name, say)),
    new Command('restore')
      .description('On a new box, after it was enrolled with a replacement code: goes on with a copy of the box before it.')
      .argument('[folder]', 'where the copies are; the folder of this box when left out')
      .option('--name <copy>', 'one of them; the newest when left out')
      .option('--code <code>', 'the recovery code of the box before, where headquarters does not have it')
      .action((folder: string | undefined, given: { name?: string; code?: string }) => restore(unit(), folder, given, say)),
    new Command('recovery-code')
      .description('Shows what opens the copies of this box. Keep it where the box is not.')
      .action(async () => say(((await unit().get('/recovery-code')) as { code: string }).code)),
  ];
}

async function backup(unit: Unit, say: (line: string) => void): Promise<void> {
  const { lastCopy, isOnSameDisk } = await finished(unit, '/backups');
  if (lastCopy) say(`${lastCopy.name}: ${lastCopy.records} records, ${megabytes(lastCopy.sizeBytes)}, sealed and read back.`);
  if (isOnSameDisk) say('It lies on the disk of the store. Name a folder on another one with UNIT_BACKUP_DIR.');
}

async function drill(unit: Unit, name: string | undefined, say: (line: string) => void): Promise<void> {
  const { lastDrill } = await finished(unit, '/backups/drill', name === undefined ? {} : { name });
  if (!lastDrill) return;
  const { records, sales, plainBytes, totalMs, faults } = lastDrill;
  say(`${lastDrill.name}: ${records} records, ${sales} sales, ${megabytes(plainBytes)}, brought back and checked in ${totalMs / 1_000} s.`);
  say(faults.length === 0 ? 'It would bring the store back: its books are those of the store at that moment.' : 'It would not:');
  faults.forEach((fault) => say(`  ${fault}`));
  if (faults.length > 0) process.exitCode = 1;
}

async function restore(
  unit: Unit,
  folder: string | undefined,
  { name, code }: { name?: string; code?: string },
  say: (line: string) => void,
) {
  const order = { ...(folder && { folder: resolve(folder) }), ...(name && { name }), ...(code && { recoveryCode: code }) };
  let state = (await unit.post('/backups/restore', order)) as State | undefined;
  while (state?.current) {
    await sleep(LOOK_AGAIN_MS);
    state = (await unit.get('/backups').catch(() => undefined)) as State | undefined;
  }
  if (state?.failed) throw new Error(`${state.failed.message} (${state.failed.code}).`);
  say('The copy is whole. The scale unit begins anew with it; log on at every register, so that each gives back what it holds.');
}

async function list(unit: Unit, say: (line: string) => void): Promise<void> {
  const state = (await unit.get('/backups')) as State;
  if (!state.isPossible) return say("This store is on SQL Server: its copies are your server's backups (BACKUP DATABASE).");
  const { copies, folder, madeAt, kept, failed, lastDrill } = state;
  say(`${folder}: every night at ${madeAt}, kept for ${kept.days} days and ${kept.weeks} weeks.`);
  for (const one of copies) {
    const content = one.records === null ? 'cannot be read' : `${one.records} records, ${one.sales} sales`;
    say(`  ${one.name}  ${content}, ${megabytes(one.sizeBytes)}${one.canOpen ? '' : ', of another recovery code'}`);
  }
  if (copies.length === 0) say('  No copy yet.');
  if (failed) say(`Failed at ${time(failed.at)}: ${failed.message} (${failed.code}).`);
  if (lastDrill) say(`Proven at ${time(lastDrill.at)}: ${lastDrill.name}, ${lastDrill.faults.length} faults.`);
}

/** Asks for a piece of work, waits for its end, and tells why it failed. */
async function finished(unit: Unit, path: string, body?: object): Promise<State> {
  let state = (await unit.post(path, body)) as State;
  while (state.current) {
    await sleep(LOOK_AGAIN_MS);
    state = (await unit.get('/backups')) as State;
  }
  if (state.failed) throw new Error(`${state.failed.message} (${state.failed.code}).`);
  return state;
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
const time = (at: number): string => new Date(at).toISOString();
