import type { Reader, Tx } from '@app/database';
import { GENESIS, type BoxIdentity, type UploadHeader } from '@app/protocol';
import type { Batch } from './read-batch';

/**
 * Where one line of a box's history stands. Branch 0 is the one that was acknowledged first; branch n the records that left
 * their parent's history after `baseCounter`, and whose box was told to go on as fork n.
 */
export interface UploadLine {
  readonly branch: number;
  readonly parentBranch: number;
  readonly baseCounter: number;
  readonly counter: number;
  readonly head: string;
}

/** Where a batch belongs. */
export type Place =
  | { readonly kind: 'successor'; readonly line: UploadLine; /** Records of the batch that are held already. */ readonly heldCount: number }
  | { readonly kind: 'gap'; readonly line: UploadLine }
  | { readonly kind: 'fork'; /** The line it leaves. */ readonly line: UploadLine; readonly heldCount: number };

const OF_BOX = `channel_database_id = ? AND instance_id = ? AND epoch = ?`;
const boxKey = ({ channelDatabaseId, instanceId, epoch }: BoxIdentity) => [channelDatabaseId, instanceId, epoch] as const;

/** The lines of a box and fork; a box that sent nothing yet stands before its first record. */
export async function linesOf(reader: Reader, box: BoxIdentity): Promise<[UploadLine, ...UploadLine[]]> {
  const [first, ...others] = await reader.query<UploadLine>(
    `SELECT branch, parent_branch AS "parentBranch", base_counter AS "baseCounter", counter, head FROM {upload_line} WHERE ${OF_BOX} AND fork = ? ORDER BY branch`,
    [...boxKey(box), box.fork],
  );
  return [first ?? { branch: 0, parentBranch: 0, baseCounter: 0, counter: 0, head: GENESIS }, ...others];
}

/** Finds the line that a batch continues: it repeats what the line holds, follows its head, or does neither. */
export async function placeOf(reader: Reader, { header, records }: Batch): Promise<Place> {
  const lines = await linesOf(reader, header.box);
  const held = await digestsOf(reader, header);
  let leaves = { line: lines[0], heldCount: 0 };
  for (const line of lines) {
    const overlap = records.filter(({ counter }) => counter <= line.counter);
    const firstOther = overlap.findIndex(({ counter, digest }) => held.get(`${branchAt(lines, line, counter)} ${counter}`) !== digest);
    const isNext = header.fromCounter === line.counter + 1 && header.previousHead === line.head;
    if (overlap.length > 0 ? firstOther < 0 : isNext) return { kind: 'successor', line, heldCount: overlap.length };
    if (firstOther > leaves.heldCount) leaves = { line, heldCount: firstOther };
  }
  const isAhead = lines.every(({ counter }) => header.fromCounter > counter + 1);
  return isAhead ? { kind: 'gap', line: lines[0] } : { kind: 'fork', ...leaves };
}

/** On which branch a line's record with this counter lies: before its base a line shares its parent's records. */
function branchAt(lines: readonly UploadLine[], line: UploadLine, counter: number): number {
  if (line.branch === 0 || counter > line.baseCounter) return line.branch;
  const parent = lines.find(({ branch }) => branch === line.parentBranch);
  return parent ? branchAt(lines, parent, counter) : 0;
}

/** Digests held in the batch's range of counters, by branch and counter. */
async function digestsOf(reader: Reader, { box, fromCounter, toCounter }: UploadHeader): Promise<Map<string, string>> {
  const rows = await reader.query<{ branch: number; counter: number; digest: string }>(
    `SELECT branch, counter, digest FROM {record} WHERE ${OF_BOX} AND fork = ? AND counter BETWEEN ? AND ?`,
    [...boxKey(box), box.fork, fromCounter, toCounter],
  );
  return new Map(rows.map(({ branch, counter, digest }) => [`${branch} ${counter}`, digest]));
}

/** The number of the next fork of a box: no other line of this enrolment has it. */
export async function nextFork(reader: Reader, box: BoxIdentity): Promise<number> {
  const row = await reader.first<{ last: number | null }>(
    `SELECT max(max(fork), max(branch)) AS last FROM {upload_line} WHERE ${OF_BOX}`,
    boxKey(box),
  );
  return Math.max(row?.last ?? 0, box.fork) + 1;
}

export async function moveLine(tx: Tx, box: BoxIdentity, line: UploadLine, now: number): Promise<void> {
  await tx.run(
    `INSERT INTO {upload_line} (channel_database_id, instance_id, epoch, fork, branch, parent_branch, base_counter, counter, head, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (channel_database_id, instance_id, epoch, fork, branch) DO UPDATE SET
       counter = excluded.counter, head = excluded.head, updated_at = excluded.updated_at`,
    [...boxKey(box), box.fork, line.branch, line.parentBranch, line.baseCounter, line.counter, line.head, now],
  );
}
