import { createHmac } from 'node:crypto';
import type { Database } from '@app/database';
import { DomainError, type Clock, type Operation } from '@app/kernel';
import { equalsInConstantTime, type Approval, type ApprovalVerifier, type PlatformRequest } from '@app/platform';
import type { Capsule } from '@app/protocol';
import type { AuditTrail } from '../audit/audit-trail';
import type { EmployeeCaller } from '../callers/callers';
import type { PinCheck } from '../staff/pin-check';

/** Time a manager's word holds: long enough to send one request. */
const LIFE_MS = 60_000;

interface ApprovalClaim {
  readonly deviceId: string;
  readonly operation: string;
  /** The first id in the request's path, a cart's or a shift's; empty for a path without one. */
  readonly subject: string;
  readonly staffId: string;
  readonly until: number;
}

export interface ApprovalRequest {
  readonly staffId: string;
  readonly pin: string;
  readonly operation: Operation;
  readonly subject: string;
}

export interface GivenApproval {
  readonly token: string;
  readonly expiresAt: number;
  readonly capsules: readonly Capsule[];
}

export interface ApprovalsParts {
  readonly store: Database;
  readonly pins: PinCheck;
  readonly audit: AuditTrail;
  /** Key of this box; approvals are checked here only. */
  readonly secret: string;
  readonly clock: Clock;
}

/**
 * Manager override: a second person with the permission allows one operation on one subject at one device, within a minute.
 * The approval is a sealed text and not a row, so that any process of the box can check it.
 */
export class ApprovalsService implements ApprovalVerifier {
  constructor(private readonly parts: ApprovalsParts) {}

  async approve(caller: EmployeeCaller, { staffId, pin, operation, subject }: ApprovalRequest): Promise<GivenApproval> {
    if (staffId === caller.staffId) throw new DomainError('approval.own', 'nobody approves their own operation', { field: '/staffId' });
    const { store, pins, audit, clock } = this.parts;
    const tries = { channelId: caller.channelId, staffId, deviceId: caller.deviceId };
    const approver = await pins.employeeWith(tries, pin);
    if (operation.permission !== null && !approver.permissions.has(operation.permission)) {
      throw new DomainError('approval.not-permitted', 'the second person may not do this either', { permission: operation.permission });
    }
    const places = await audit.places();
    const details = { operation: operation.id, subject };
    const capsules = await store.unitOfWork.run(async (tx) => {
      await pins.forgive(tx, tries);
      return audit.append(tx, places, caller, { event: 'override-approved', staffId: caller.staffId, approvedBy: staffId, details });
    });
    const until = clock.now() + LIFE_MS;
    return {
      token: this.seal({ deviceId: caller.deviceId, operation: operation.id, subject, staffId, until }),
      expiresAt: until,
      capsules,
    };
  }

  verify(request: PlatformRequest, operation: Operation): Approval | undefined {
    const claim = this.open(request.headers['store-approval']);
    const caller = request.caller as EmployeeCaller | undefined;
    const [subject = ''] = Object.values((request.params ?? {}) as Record<string, string>);
    const isFor = claim?.deviceId === caller?.deviceId && claim?.operation === operation.id && claim.subject === subject;
    if (!claim || !isFor || claim.until < this.parts.clock.now()) return undefined;
    return { staffId: claim.staffId };
  }

  private seal(claim: ApprovalClaim): string {
    const text = Buffer.from(JSON.stringify(claim)).toString('base64url');
    return `${text}.${this.tagOf(text)}`;
  }

  private open(token: unknown): ApprovalClaim | undefined {
    if (typeof token !== 'string') return undefined;
    const [text = '', tag = ''] = token.split('.');
    if (!equalsInConstantTime(tag, this.tagOf(text))) return undefined;
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as ApprovalClaim;
  }

  private tagOf(text: string): string {
    return createHmac('sha256', this.parts.secret).update(text).digest('base64url');
  }
}
