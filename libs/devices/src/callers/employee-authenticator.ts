import { findSessionByToken, touchSession, type EmployeeSession } from '@app/channel-db';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { hashToken, type Authenticator, type PlatformRequest } from '@app/platform';
import { standingOf, type SessionRules } from '../sessions/session-standing';
import type { StaffDirectory } from '../staff/staff-directory';
import type { DeviceCaller, EmployeeCaller } from './callers';

/** The share of the idle time after which use is written down. */
const TOUCH_SHARE = 10;

/** Who is logged on at the device: the device's token and the session's, which must belong together. */
export class EmployeeAuthenticator implements Authenticator {
  constructor(
    private readonly devices: { authenticate(request: PlatformRequest): Promise<DeviceCaller> },
    private readonly staff: StaffDirectory,
    private readonly store: Database,
    private readonly rules: SessionRules,
    private readonly clock: Clock,
  ) {}

  async authenticate(request: PlatformRequest): Promise<EmployeeCaller> {
    const device = await this.devices.authenticate(request);
    const session = await this.sessionOf(request, device);
    const standing = standingOf(session, this.rules, this.clock.now());
    if (standing === 'locked') throw new DomainError('session.locked', 'the register is locked; unlock it with the PIN');
    if (standing === 'ended') throw new DomainError('session.ended', 'the session is over; log on again');
    const employee = await this.staff.find(device.channelId, session.staffId);
    if (!employee) throw new DomainError('auth.revoked', 'the worker may not work here any more');
    await this.noteUse(session);
    const { sessionId, staffId } = session;
    return { ...device, kind: 'employee', sessionId, staffId, permissions: employee.permissions };
  }

  /** The session of the request, whatever its state. */
  async sessionOf({ headers }: PlatformRequest, device: DeviceCaller): Promise<EmployeeSession> {
    const token = headers['store-session'];
    if (typeof token !== 'string' || token === '') throw new DomainError('session.required', 'the header Store-Session is required');
    const session = await findSessionByToken(this.store.reader, hashToken(token));
    if (session?.deviceId !== device.deviceId) throw new DomainError('session.invalid', 'the session is not one of this device');
    return session;
  }

  private async noteUse({ sessionId, lastUsedAt }: EmployeeSession): Promise<void> {
    const now = this.clock.now();
    if (now - lastUsedAt < this.rules.idleMs / TOUCH_SHARE) return;
    await this.store.unitOfWork.run((tx) => touchSession(tx, sessionId, now));
  }
}
