import { findSessionByToken, touchSession, type CallingSession, type EmployeeSession } from '@app/channel-db';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { bearerOf, hashToken, type Authenticator, type PlatformRequest } from '@app/platform';
import { standingOf, type SessionRules } from '../sessions/session-standing';
import type { StaffDirectory } from '../staff/staff-directory';
import type { DeviceCaller, EmployeeCaller } from './callers';
import { CallingPairs } from './calling-pairs';
import { callerOf, inService, type DeviceAuthenticator } from './device-authenticator';

/** The share of the idle time after which use is written down. */
const TOUCH_SHARE = 10;

/** Who is logged on at the device: the device's token and the session's, which must belong together. */
export class EmployeeAuthenticator implements Authenticator {
  private readonly pairs: CallingPairs;

  constructor(
    private readonly devices: Pick<DeviceAuthenticator, 'noteSeen'>,
    private readonly staff: StaffDirectory,
    private readonly store: Database,
    private readonly rules: SessionRules,
    private readonly clock: Clock,
  ) {
    this.pairs = new CallingPairs(store);
  }

  /** Mostly without a wait: the same few employees ask all day. */
  async authenticate(request: PlatformRequest): Promise<EmployeeCaller> {
    const tokens = [bearerOf(request), sessionTokenOf(request)] as const;
    const pair = this.pairs.recall(...tokens) ?? (await this.pairs.find(...tokens));
    const device = inService(pair?.device);
    await this.devices.noteSeen(device);
    const session = known(tokens[1], pair?.session);
    this.requireActive(session);
    const { channelId } = device;
    const employee = this.staff.recall(channelId, session.staffId) ?? (await this.staff.find(channelId, session.staffId));
    if (!employee) throw new DomainError('auth.revoked', 'the worker may not work here any more');
    await this.noteUse(session);
    const { sessionId, staffId } = session;
    return { ...callerOf(device), kind: 'employee', sessionId, staffId, permissions: employee.permissions };
  }

  /** The session of the request, whatever its state. */
  async sessionOf(request: PlatformRequest, device: DeviceCaller): Promise<EmployeeSession> {
    const token = sessionTokenOf(request);
    const session = token === undefined ? undefined : await findSessionByToken(this.store.reader, hashToken(token));
    return known(token, session?.deviceId === device.deviceId ? session : undefined);
  }

  private requireActive(session: CallingSession): void {
    const standing = standingOf(session, this.rules, this.clock.now());
    if (standing === 'locked') throw new DomainError('session.locked', 'the register is locked; unlock it with the PIN');
    if (standing === 'ended') throw new DomainError('session.ended', 'the session is over; log on again');
  }

  private noteUse({ sessionId, lastUsedAt }: CallingSession): Promise<void> | undefined {
    const now = this.clock.now();
    if (now - lastUsedAt < this.rules.idleMs / TOUCH_SHARE) return undefined;
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
