import { findDevice, findLockOut, forgiveFailures, saveFailure, type LockOutKey } from '@app/channel-db';
import type { Database, Tx } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { pinMatches, spendPinCheck } from '@app/platform';
import type { AuditTrail } from '../audit/audit-trail';
import { beginTry } from '../sessions/lock-out-rule';
import type { Employee, StaffDirectory } from './staff-directory';

/** The pepper of a legal entity (base64), from a key file; undefined when enrolment brought none. */
export type PepperOf = (legalEntityId: string) => string | undefined;

export interface PinCheckParts {
  readonly store: Database;
  readonly staff: StaffDirectory;
  readonly pepperOf: PepperOf;
  readonly clock: Clock;
  readonly audit: AuditTrail;
}

/** Checks who a person is, counting tries per worker and device. Argon2 runs between two units, never inside one. */
export class PinCheck {
  constructor(private readonly parts: PinCheckParts) {}

  /** The worker whose PIN it is. Throws the same refusal for a wrong PIN and an unknown worker. */
  async employeeWith(key: LockOutKey, pin: string): Promise<Employee> {
    const isLast = await this.countTry(key);
    const employee = await this.parts.staff.find(key.channelId, key.staffId);
    if (employee && (await this.matches(employee, pin))) return employee;
    if (!employee?.pinVerifier) await spendPinCheck(pin);
    if (isLast) await this.noteLockOut(key);
    throw new DomainError('log-on.refused', 'the worker or the PIN is wrong');
  }

  /** In the unit that begins what the PIN was for. */
  forgive(tx: Tx, key: LockOutKey): Promise<void> {
    return forgiveFailures(tx, key);
  }

  private async countTry(key: LockOutKey): Promise<boolean> {
    const now = this.parts.clock.now();
    const outcome = await this.parts.store.unitOfWork.run(async (tx) => {
      const begun = beginTry(await findLockOut(tx, key), now);
      if (begun.kind === 'may-try') await saveFailure(tx, key, begun.counted);
      return begun;
    });
    if (outcome.kind === 'may-try') return outcome.isLast;
    const { retryAfterMs, isLocked } = outcome;
    const code = isLocked ? 'log-on.locked-out' : 'log-on.too-soon';
    throw new DomainError(code, 'too many wrong PINs', { retryable: true, retryAfterMs });
  }

  private async noteLockOut({ channelId, staffId, deviceId }: LockOutKey): Promise<void> {
    const { store, audit } = this.parts;
    const registerId = (await findDevice(store.reader, deviceId))?.registerId ?? '';
    const event = { event: 'locked-out', staffId: null, subjectId: deviceId, details: { staffId } };
    await store.unitOfWork.run((tx) => audit.later(tx, { channelId, registerId }, event));
  }

  private async matches({ pinVerifier, legalEntityId }: Employee, pin: string): Promise<boolean> {
    if (pinVerifier === null) return false;
    const pepper = this.parts.pepperOf(legalEntityId);
    if (pepper === undefined) throw new DomainError('log-on.no-pepper', 'the key file with the pepper is missing');
    return pinMatches(pin, pinVerifier, pepper);
  }
}
