import { findSessionByToken, touchSession, type CallingSession, type EmployeeSession } from '@app/channel-db';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { bearerOf, hashToken, type Authenticator, type PlatformRequest } from '@app/platform';
import { standingOf, type SessionRules } from '../sessions/session-standing';
import type { Employee, StaffDirectory } from '../staff/staff-directory';
import type { DeviceCaller, EmployeeCaller } from './callers';
import { CallingPairs } from './calling-pairs';
import type { DeviceAuthenticator } from './device-authenticator';

/** The share of the idle time after which use is written down. */
const TOUCH_SHARE = 10;

/** Who is logged on at the device: the device's token and the session's, which must belong together. */
export class EmployeeAuthenticator implements Authenticator {
  private readonly pairs: CallingPairs;

  constructor(
    private readonly devices: Pick<DeviceAuthenticator, 'admit'>,
    private readonly staff: StaffDirectory,
    private readonly store: Database,
    private readonly rules: SessionRules,
    private readonly clock: Clock,
  ) {
    this.pairs = new CallingPairs(store);
  }

  async authenticate(request: PlatformRequest): Promise<EmployeeCaller> {
    const token = sessionTokenOf(request);
    const pair = await this.pairs.find(bearerOf(request), token);
    const device = await this.devices.admit(pair?.device);
    const session = known(token, pair?.session);
    const { permissions } = await this.employeeOf(session, device);
    const { sessionId, staffId } = session;
    return { ...device, kind: 'employee', sessionId, staffId, permissions };
  }

  /** The session of the request, whatever its state. */
  async sessionOf(request: PlatformRequest, device: DeviceCaller): Promise<EmployeeSession> {
    const token = sessionTokenOf(request);
    const session = token === undefined ? undefined : await findSessionByToken(this.store.reader, hashToken(token));
    return known(token, session?.deviceId === device.deviceId ? session : undefined);
  }

  /** Whose session it is, while it is neither locked nor over. */
  private async employeeOf(session: CallingSession, { channelId }: DeviceCaller): Promise<Employee> {
    const now = this.clock.now();
    const standing = standingOf(session, this.rules, now);
    if (standing === 'locked') throw new DomainError('session.locked', 'the register is locked; unlock it with the PIN');
    if (standing === 'ended') throw new DomainError('session.ended', 'the session is over; log on again');
    const employee = await this.staff.find(channelId, session.staffId);
    if (!employee) throw new DomainError('auth.revoked', 'the worker may not work here any more');
    if (now - session.lastUsedAt >= this.rules.idleMs / TOUCH_SHARE) await this.noteUse(session, now);
    return employee;
  }

  private noteUse({ sessionId }: CallingSession, now: number): Promise<void> {
    return this.store.unitOfWork.run((tx) => touchSession(tx, sessionId, now));
  }
}

function sessionTokenOf({ headers }: PlatformRequest): string | undefined {
  const token = headers['store-session'];
  return typeof token === 'string' && token !== '' ? token : undefined;
}

function known<Session>(token: string | undefined, session: Session | undefined): Session {
  if (token === undefined) throw new DomainError('session.required', 'the header Store-Session is required');
  if (!session) throw new DomainError('session.invalid', 'the session is not one of this device');
  return session;
}
