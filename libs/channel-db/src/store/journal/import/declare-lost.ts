import { upsertRows, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import type { BoxIdentity } from '@app/protocol';
import { findBox } from '../../repositories/boxes';
import { chainHeadTable } from '../../tables/box';
import { writeBehind, writeRecord, type AppendPorts } from '../append-record';
import { chainOf, endedChainOf } from '../numbering';
import type { AppendedRecord, AppendRequest } from '../record-types';
import { continueStream } from './advance-from-import';
import { countOfMissing, missingOf, settleBehind, type RegisterHead } from './behind';
import { missingBefore } from './missing-before';

export interface LossDecision {
  /** The manager who decided that the missing records will not come back. */
  readonly staffId: string;
  readonly businessAt: Instant;
  readonly catalogVersion: number;
}

/**
 * Nobody holds the missing records any more, and the store must sell, also without the registers that have not shown theirs. Each missing counter gets a signed record that says so,
 * so that the history stays without a gap for headquarters; a true record that turns up later is put aside, never dropped.
 * Chains go on behind the heads that registers showed.
 */
export async function declareLost(tx: Tx, decision: LossDecision, ports: AppendPorts): Promise<AppendedRecord[]> {
  const declared: AppendedRecord[] = [];
  const now = ports.clock.now();
  for (let missing = await missingOf(tx); countOfMissing(missing) > 0; missing = await settleBehind(tx, now)) {
    const box = await findBox(tx);
    if (!box) break;
    for (const counter of missing.counters) declared.push(await declare(tx, counter, box.identity, decision, ports));
    for (const head of missing.heads) await adoptHead(tx, head);
    await tx.run("UPDATE {box} SET missing_heads = '[]', awaited_devices = NULL WHERE box_number = 1");
    await continueStream(tx, box.identity, now);
  }
  return declared;
}

/**
 * The same for the histories of boxes before this one, whose records wait behind a gap that nobody can fill any more. The record of a loss
 * stands under the old counter, signed by this box: headquarters takes it as it takes what is left of that history.
 */
export async function declareLostBefore(tx: Tx, decision: LossDecision, ports: AppendPorts): Promise<AppendedRecord[]> {
  const declared: AppendedRecord[] = [];
  const box = await findBox(tx);
  for (let gaps = await missingBefore(tx); box && gaps.length > 0; gaps = await missingBefore(tx)) {
    for (const { counters, ...stream } of gaps) {
      const identity = { ...box.identity, ...stream };
      for (const counter of counters) declared.push(await declareBefore(tx, counter, identity, decision, ports));
      await continueStream(tx, stream, ports.clock.now());
    }
  }
  return declared;
}

function declare(tx: Tx, counter: number, identity: BoxIdentity, decision: LossDecision, ports: AppendPorts): Promise<AppendedRecord> {
  return writeRecord(tx, lossOf(counter, decision), { identity, counter, previousHead: null }, ports);
}

async function declareBefore(
  tx: Tx,
  counter: number,
  identity: BoxIdentity,
  decision: LossDecision,
  ports: AppendPorts,
): Promise<AppendedRecord> {
  const chain = await endedChainOf(tx, identity, 'audit');
  return writeBehind(tx, lossOf(counter, decision), { identity, counter, previousHead: null, chain }, ports);
}

function lossOf(counter: number, decision: LossDecision): AppendRequest<'audit'> {
  return {
    type: 'audit', channel: null, registerId: null, businessDate: null, shiftId: null, drawerId: null, registerTime: null, ...decision,
    body: { event: 'record-lost', approvedBy: decision.staffId, subjectId: null, details: { counter } },
  }; // prettier-ignore
}

/** The register's own records stay its own; here only the place to go on from is known. */
async function adoptHead(tx: Tx, { channelId, registerId, type, sequence, digest }: RegisterHead): Promise<void> {
  const { head } = await chainOf(tx, channelId, registerId, type);
  const distance = sequence - head.sequence;
  if (distance <= 0) return;
  const isSale = type === 'sale' || type === 'training-sale';
  const receiptSequence = head.receipt_sequence + (isSale ? distance : 0);
  await upsertRows(tx, chainHeadTable, [{ ...head, sequence, digest, receipt_sequence: receiptSequence }]);
}
