import type { Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import type { BoxUpdates, UpdateNews, UpdateReport } from '@app/protocol';
import { advance } from './advance';
import { lastOrdered, saveMember } from './member-store';
import { judgeReport, type OrderedBox, type Verdict } from './rings/judge-box';
import type { Member, Rollout } from './rollout';
import { findRollout } from './rollout-store';

/** A box that has an order. */
export type Ordered = Member & OrderedBox;

/** Takes what a box says of its updates, and answers what it is to know. */
export async function hearBox(tx: Tx, instanceId: string, { last }: BoxUpdates, now: Instant): Promise<UpdateNews | undefined> {
  const member = (await lastOrdered(tx, instanceId)) as Ordered | undefined;
  if (!member) return undefined;
  const rollout = await findRollout(tx, member.rolloutId);
  if (last?.orderId === member.orderId) return hearReport(tx, rollout, member, last, now);
  if (member.state !== 'ordered') return undefined;
  if (rollout.state !== 'running') return void (await settle(tx, member, { kind: 'again', reason: 'order.withdrawn' }, now));
  if (member.toldAt === null) await saveMember(tx, member, { ...member, toldAt: now });
  const { orderId, version, opensAt, closesAt } = member;
  return { order: { orderId, version, kind: rollout.kind, window: { opensAt, closesAt, deadlineAt: null } } };
}

const ENDS = ['good', 'undone', 'refused'];

async function hearReport(
  tx: Tx,
  { state }: Rollout,
  member: Ordered,
  report: UpdateReport,
  now: Instant,
): Promise<UpdateNews | undefined> {
  // What ended well after it was given up as silent is good after all; what a person has decided stays.
  const isOpen = member.state === 'ordered' || (member.state === 'failed' && report.state === 'good');
  if (!isOpen) return state === 'running' || ENDS.includes(report.state) ? undefined : { withdraw: member.orderId };
  const verdict = judgeReport(member, report);
  await settle(tx, { ...member, updateState: report.state, fromVersion: report.from, detail: report.reason?.detail ?? null }, verdict, now);
  if (verdict.kind !== 'under-way') return void (await advance(tx, member.rolloutId, now));
  return state === 'running' ? undefined : { withdraw: member.orderId };
}

/** Keeps what became of a box. */
export async function settle(tx: Tx, member: Ordered, verdict: Verdict, now: Instant): Promise<void> {
  switch (verdict.kind) {
    case 'under-way':
      return saveMember(tx, member, member);
    case 'good':
    case 'current':
      return saveMember(tx, member, { ...member, state: verdict.kind, reason: null, endedAt: now });
    case 'failed':
      return saveMember(tx, member, { ...member, state: 'failed', reason: verdict.reason, endedAt: now });
    case 'again': {
      const tries = member.tries + (verdict.reason === 'order.withdrawn' ? 0 : 1);
      return saveMember(tx, member, { ...member, state: 'planned', orderId: null, toldAt: null, updateState: null, reason: verdict.reason, tries });
    }
  }
} // prettier-ignore
