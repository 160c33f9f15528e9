import { InvalidArgumentError, type Command } from 'commander';
import type { Headquarters } from '../headquarters';
import { decideFile } from '../doors/inbox/decide-file';
import { findFile, INBOX_STATES, listFiles, type InboxState } from '../doors/inbox/inbox-files';
import { reportOf } from '../doors/inbox/report';
import { DomainError } from '@app/kernel';
import { count } from './arguments';
import type { Terminal, WithHeadquarters } from './terminal';

export function addDoorCommands(program: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  const inbox = program.command('inbox').description('Files that ERPs sent through the watched folder.');
  inbox
    .command('list', { isDefault: true })
    .description('What became of the files, newest first.')
    .option('--state <state>', INBOX_STATES.join(', '), state)
    .option('--limit <count>', 'how many', count, 50)
    .action(({ state: only, limit }: { state?: InboxState; limit: number }) =>
      withHeadquarters(async ({ database }) => {
        for (const file of await listFiles(database.reader, { state: only, limit })) {
          const counts = `lines ${file.lineCount}, refused ${file.refusedCount}, changed ${file.changedCount}, ended ${file.removedCount}`;
          say(`${file.fileId} ${file.name} ${file.state}, ${counts}${file.reason === null ? '' : `: ${file.reason}`}`);
        }
      }),
    );
  inbox
    .command('show <file>')
    .description('The report of a file, with every line that was not taken.')
    .action((fileId: string) => withHeadquarters((headquarters) => show(headquarters, fileId, say)));
  inbox
    .command('approve <file>')
    .description('Take a file that is held.')
    .action((fileId: string) => withHeadquarters(({ database, clock }) => decideFile(database, fileId, 'approve', clock.now())));
  inbox
    .command('refuse <file>')
    .description('Do not take a file that is held.')
    .action((fileId: string) => withHeadquarters(({ database, clock }) => decideFile(database, fileId, 'refuse', clock.now())));
}

async function show({ database }: Headquarters, fileId: string, say: (line: string) => void): Promise<void> {
  const file = await findFile(database.reader, fileId);
  if (!file) throw new DomainError('inbox-file.unknown', `there is no file ${fileId}`);
  for await (const piece of reportOf(database.reader, file)) say(piece.trimEnd());
}

function state(text: string): InboxState {
  const found = INBOX_STATES.find((one) => one === text);
  if (!found) throw new InvalidArgumentError(`not one of ${INBOX_STATES.join(', ')}`);
  return found;
}
