import { insertRows, type RowOf, type Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import { GENESIS, type BoxIdentity, type RecordType } from '@app/protocol';
import { chainHeadTable, type BoxState } from '../tables/box';
import type { Stream } from './record-types';

/** The box as an append sees it. */
export interface NumberingBox {
  readonly identity: BoxIdentity;
  /** The next one. */
  readonly counter: number;
  /** Upload head before this record; null where that record is missing. */
  readonly previousHead: string | null;
}

interface BoxRow {
  readonly channel_database_id: string;
  readonly instance_id: string;
  readonly epoch: number;
  readonly fork: number;
  readonly state: BoxState;
  readonly last_counter: number;
  readonly last_head: string;
}

/** Takes the next counter. On SQL Server the row is held first, which puts all appends of a box in order. */
export async function nextNumberOf(tx: Tx): Promise<NumberingBox> {
  await tx.dialect.holdRow(tx, { table: 'box', column: 'last_counter', where: 'box_number = 1' }, []);
  const box = await tx.first<BoxRow>(
    'SELECT channel_database_id, instance_id, epoch, fork, state, last_counter, last_head FROM {box} WHERE box_number = 1',
  );
  if (!box) throw new DomainError('box.not-enrolled', 'the box was not enrolled yet');
  if (box.state === 'behind') throw new DomainError('box.behind-registers', 'registers hold records this box does not know');
  if (box.state === 'superseded') throw new DomainError('box.superseded', 'another box took over this store');
  return {
    identity: { channelDatabaseId: box.channel_database_id, instanceId: box.instance_id, epoch: box.epoch, fork: box.fork },
    counter: box.last_counter + 1,
    previousHead: box.last_head,
  };
}

export async function keepNumber(tx: Tx, counter: number, head: string): Promise<void> {
  await tx.run('UPDATE {box} SET last_counter = ?, last_head = ? WHERE box_number = 1', [counter, head]);
}

type ChainRow = RowOf<typeof chainHeadTable>;

/** Where a chain stands, and the perpetual total of the register's live sales. */
export interface Chain {
  readonly head: ChainRow;
  readonly isNew: boolean;
  readonly perpetualTotal: bigint;
}

export async function chainOf(tx: Tx, channelId: string | null, registerId: string | null, type: RecordType): Promise<Chain> {
  const keys = { channel_id: channelId ?? '', register_id: registerId ?? '' };
  const rows = await tx.query<Omit<ChainRow, 'channel_id' | 'register_id'>>(
    'SELECT type, sequence, digest, perpetual_total, receipt_sequence FROM {chain_head} ' +
      "WHERE channel_id = ? AND register_id = ? AND type IN (?, 'sale')",
    [keys.channel_id, keys.register_id, type],
  );
  const found = rows.find((row) => row.type === type);
  const head = { type, sequence: 0, digest: GENESIS, perpetual_total: '0', receipt_sequence: 0, ...found, ...keys };
  const perpetualTotal = BigInt(rows.find((row) => row.type === 'sale')?.perpetual_total ?? '0');
  return { head, isNew: found === undefined, perpetualTotal };
}

/** The own chain of a box before this one, as far as it is here: it ended with that box, so where it stands is not kept. */
export async function endedChainOf(tx: Tx, { instanceId }: Stream, type: RecordType): Promise<Chain> {
  const last = await tx.page<Pick<ChainRow, 'sequence' | 'digest'>>(
    'SELECT sequence, digest FROM {record} WHERE instance_id = ? AND channel_id IS NULL AND register_id IS NULL AND type = ? ' +
      'ORDER BY sequence DESC',
    [instanceId, type],
    1,
  );
  const start = { channel_id: '', register_id: '', type, sequence: 0, digest: GENESIS, perpetual_total: '0', receipt_sequence: 0 };
  return { head: { ...start, ...last[0] }, isNew: false, perpetualTotal: 0n };
}

export async function keepChain(tx: Tx, chain: Chain, head: ChainRow): Promise<void> {
  if (chain.isNew) return insertRows(tx, chainHeadTable, [head]);
  await tx.run(
    'UPDATE {chain_head} SET sequence = ?, digest = ?, perpetual_total = ?, receipt_sequence = ? ' +
      'WHERE channel_id = ? AND register_id = ? AND type = ?',
    [head.sequence, head.digest, head.perpetual_total, head.receipt_sequence, head.channel_id, head.register_id, head.type],
  );
}
