import type { Reader } from '@app/database';
import type { InboxFile, InboxState } from './inbox-files';
import { fileRefusals } from './staging';

const PAGE = 1_000;

const VERDICTS: Readonly<Record<InboxState, string>> = {
  reading: 'is being read',
  applying: 'is being taken',
  held: 'is held until somebody decides',
  done: 'was taken',
  repeated: 'was taken before and is left alone',
  refused: 'was refused',
};

/** What became of a file, in words for the person who sent it, piece by piece. */
export async function* reportOf(reader: Reader, file: InboxFile): AsyncGenerator<string> {
  const facts = [
    `${file.name} ${VERDICTS[file.state]}.`,
    ...(file.reason === null ? [] : [`Why: ${file.reason}`]),
    `Found ${new Date(file.foundAt).toISOString()}, ${file.sizeBytes} bytes, SHA-256 ${file.digest}`,
    ...(file.mapping === null ? [] : [`Mapping ${file.mapping}, ${file.kind}`]),
    `Lines ${file.lineCount}: taken ${file.takenCount}, refused ${file.refusedCount}`,
    `Rows that said something new ${file.changedCount}, rows that ended ${file.removedCount}`,
  ];
  yield `${facts.join('\n')}\n`;
  if (file.refusedCount > 0) yield '\nLines that were not taken:\n';
  for (let after = 0; ;) {
    const page = await fileRefusals(reader, file.fileId, { limit: PAGE, after });
    const last = page.at(-1);
    if (!last) return;
    yield page.map(({ lineNumber, reason }) => `line ${lineNumber}: ${reason.replace(/\s+/g, ' ')}\n`).join('');
    after = last.lineNumber;
  }
}
