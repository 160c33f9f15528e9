import { insertRows, upsertRows, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { decodeRecord, sha256Hex, type Capsule, type RecordHeader } from '@app/protocol';
import { recordConflictTable, recordTable, type ConflictKind } from '../../tables/journal';
import { raiseAlarm } from '../../repositories/alarms';
import { project } from '../projections/project';
import type { WireRecord } from '../projections/wire-record';
import { recordRow } from '../record-row';
import { advanceFromImport } from './advance-from-import';
import { settleBehind } from './behind';

/** Whether a signature is by the key it names. A key this box does not know is not an error: headquarters knows them all. */
export type CapsuleVerifier = (bytes: Uint8Array, signature: string, keyId: string) => 'valid' | 'invalid' | 'unknown-key';

export interface ImportReport {
  readonly imported: readonly string[];
  /** Here already, byte for byte. */
  readonly known: readonly string[];
  /** Digests of capsules that were put aside, and why. Nothing that is here was changed. */
  readonly conflicts: readonly { readonly digest: string; readonly kind: ConflictKind }[];
}

type Outcome =
  { readonly kind: 'imported' | 'known'; readonly recordId: string } | { readonly kind: 'conflict'; readonly conflict: ConflictKind };

/** Stores capsules verbatim with the rows they stand for; afterwards numbering goes on behind them. */
export async function importCapsules(tx: Tx, capsules: readonly Capsule[], verify: CapsuleVerifier, now: Instant): Promise<ImportReport> {
  const report = { imported: [] as string[], known: [] as string[], conflicts: [] as { digest: string; kind: ConflictKind }[] };
  const imported: RecordHeader[] = [];
  for (const { capsule, read } of inOrder(capsules)) {
    const outcome = await importOne(tx, capsule, read, verify, now);
    if (outcome.kind === 'conflict') {
      report.conflicts.push({ digest: capsule.digest, kind: outcome.conflict });
      await putAside(tx, capsule, read, outcome.conflict, now);
      continue;
    }
    report[outcome.kind].push(outcome.recordId);
    if (outcome.kind === 'imported' && read) imported.push(read.header);
  }
  await advanceFromImport(tx, imported, now);
  await settleBehind(tx, now);
  return report;
}

interface ReadCapsule {
  readonly capsule: Capsule;
  readonly read: WireRecord | undefined;
}

/** Records of one history in the order of their counters, so that originals come before what follows from them. */
function inOrder(capsules: readonly Capsule[]): ReadCapsule[] {
  const read = capsules.map((capsule) => ({ capsule, read: wireOf(capsule) }));
  const rank = ({ read: record }: ReadCapsule): number[] =>
    record ? [record.header.box.epoch, record.header.box.fork, record.header.counter ?? 0, record.header.sequence] : [];
  return read.sort((a, b) => compare(rank(a), rank(b)));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, position) => value !== b[position]);
  return index < 0 ? a.length - b.length : (a[index] ?? 0) - (b[index] ?? 0);
}

function wireOf(capsule: Capsule): WireRecord | undefined {
  const decoded = decodeRecord(capsule.record);
  if (!decoded.ok || sha256Hex(capsule.record) !== capsule.digest) return undefined;
  const { body } = JSON.parse(capsule.record) as Pick<WireRecord, 'body'>;
  return { header: decoded.record.header, body };
}

async function importOne(tx: Tx, capsule: Capsule, read: WireRecord | undefined, verify: CapsuleVerifier, now: Instant): Promise<Outcome> {
  if (!read) return { kind: 'conflict', conflict: 'unreadable' };
  const { recordId } = read.header;
  const trust = trustOf(capsule, verify);
  if (trust === 'invalid') return { kind: 'conflict', conflict: 'bad-signature' };
  const conflict = await conflictOf(tx, capsule, read.header);
  if (conflict === 'known') return { kind: 'known', recordId };
  if (conflict) return { kind: 'conflict', conflict };
  if (trust !== 'valid') await raiseAlarm(tx, { code: `capsule.${trust}`, subject: recordId, details: { keyId: capsule.keyId } }, now);
  await insertRows(tx, recordTable, [recordRow(read, capsule, null)]);
  await project(tx, read, 'capsule');
  return { kind: 'imported', recordId };
}

function trustOf(capsule: Capsule, verify: CapsuleVerifier): 'valid' | 'invalid' | 'unknown-key' | 'unsigned' {
  if (capsule.signature === null || capsule.keyId === null) return 'unsigned';
  return verify(Buffer.from(capsule.record, 'utf8'), capsule.signature, capsule.keyId);
}

async function conflictOf(tx: Tx, capsule: Capsule, { recordId, box, counter }: RecordHeader): Promise<ConflictKind | 'known' | undefined> {
  const same = await tx.first<{ digest: string }>('SELECT digest FROM {record} WHERE record_id = ?', [recordId]);
  if (same) return same.digest === capsule.digest ? 'known' : 'other-digest';
  const here = await tx.first<{ channel_database_id: string }>('SELECT channel_database_id FROM {box} WHERE box_number = 1');
  if (here?.channel_database_id !== box.channelDatabaseId) return 'other-database';
  if (counter === null) return undefined;
  const taken = await tx.first<{ record_id: string }>(
    'SELECT record_id FROM {record} WHERE instance_id = ? AND epoch = ? AND fork = ? AND counter = ?',
    [box.instanceId, box.epoch, box.fork, counter],
  );
  return taken && 'other-counter';
}

/** Only bytes that fit their digest stand under it; anything else cannot pass for a record that a register named. */
async function putAside(tx: Tx, capsule: Capsule, read: WireRecord | undefined, kind: ConflictKind, now: Instant): Promise<void> {
  const content = JSON.stringify(capsule);
  const digest = kind === 'other-digest' || kind === 'other-counter' ? capsule.digest : sha256Hex(content);
  const recordId = read?.header.recordId ?? null;
  await upsertRows(tx, recordConflictTable, [{ digest, record_id: recordId, kind, noticed_at: now, capsule: content }]);
  await raiseAlarm(tx, { code: 'capsule.conflict', subject: recordId ?? digest, details: { kind } }, now);
}
