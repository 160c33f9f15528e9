import type { Tx } from '@app/database';
import type { AuditBody, Capsule } from '@app/protocol';
import type { Actor, Store } from './store';
import { recordFrame, type ShiftFrame, type Till } from './till';

export interface AuditEvent {
  readonly event: string;
  readonly subjectId: string | null;
  readonly details: AuditBody['details'];
  readonly shift: ShiftFrame | null;
}

/** Leaves an event in the journal, in the unit of what it tells about. */
export async function appendAudit(tx: Tx, store: Store, till: Till, actor: Actor, event: AuditEvent): Promise<Capsule> {
  const { capsule } = await store.journal.appendRecord(tx, {
    ...recordFrame(store, till, actor, event.shift),
    type: 'audit',
    body: { event: event.event, approvedBy: actor.approvedBy, subjectId: event.subjectId, details: event.details },
  });
  return capsule;
}

/** Where a second person stood in, both are on record. */
export async function appendOverride(
  tx: Tx, store: Store, till: Till, actor: Actor, operation: string, shift: ShiftFrame,
): Promise<Capsule[]> {
  if (actor.approvedBy === null) return [];
  return [await appendAudit(tx, store, till, actor, { event: 'override', subjectId: shift.shiftId, details: { operation }, shift })];
} // prettier-ignore
