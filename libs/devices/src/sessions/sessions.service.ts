import { beginSession, capsulesBeyond, changeSession, ownCapsulesWaiting, type EmployeeSession } from '@app/channel-db';
import type { Database, Tx } from '@app/database';
import { DomainError, newId, type Clock } from '@app/kernel';
import { newToken } from '@app/platform';
import type { Capsule } from '@app/protocol';
import type { AuditTrail } from '../audit/audit-trail';
import type { DeviceCaller, EmployeeCaller } from '../callers/callers';
import type { PinCheck } from '../staff/pin-check';
import type { Employee } from '../staff/staff-directory';
import type { BoxStanding, RegisterHeads, ShownHeads } from './register-heads';
import { standingOf, type SessionRules, type SessionStanding } from './session-standing';

export interface LogOnRequest {
  readonly staffId: string;
  readonly pin: string;
  /** The last records this register has, so that a box older than its registers finds out. */
  readonly heads: ShownHeads;
}

export interface LogOnAnswer {
  readonly sessionToken: string;
  readonly employee: Employee;
  readonly expiresAt: number;
  /** What the register may not hold yet: records its heads do not cover, the box's own that headquarters lacks, and those made now. */
  readonly capsules: readonly Capsule[];
  readonly box: BoxStanding;
}

export interface SessionsParts {
  readonly store: Database;
  readonly pins: PinCheck;
  readonly audit: AuditTrail;
  readonly heads: RegisterHeads;
  readonly rules: SessionRules;
  readonly clock: Clock;
}

/** Log-on, lock, unlock and log-off. None of them touches a cart. */
export class SessionsService {
  constructor(private readonly parts: SessionsParts) {}

  async logOn(device: DeviceCaller, request: LogOnRequest): Promise<LogOnAnswer> {
    const { store, pins, audit, heads, clock, rules } = this.parts;
    const tries = { channelId: device.channelId, staffId: request.staffId, deviceId: device.deviceId };
    const employee = await pins.employeeWith(tries, request.pin);
    const places = await audit.places();
    const { token, hash } = newToken();
    const answer = await store.unitOfWork.run(async (tx) => {
      const now = clock.now();
      await pins.forgive(tx, tries);
      const box = await heads.compare(tx, device, request.heads);
      const { deviceId, channelId, registerId } = device;
      const session = await beginSession(
        tx,
        { sessionId: newId(now), deviceId, channelId, registerId, staffId: employee.staffId },
        hash,
        now,
      );
      const unheld = await unheldBy(tx, device, request.heads);
      const made = await audit.append(tx, places, device, { event: 'log-on', staffId: employee.staffId, subjectId: session.sessionId });
      return { sessionToken: token, employee, expiresAt: now + rules.absoluteMs, capsules: [...unheld, ...made], box };
    });
    heads.noteShown(device);
    return answer;
  }

  async logOff({ sessionId, staffId, ...device }: EmployeeCaller): Promise<readonly Capsule[]> {
    const { store, audit, clock } = this.parts;
    const places = await audit.places();
    return store.unitOfWork.run(async (tx) => {
      await changeSession(tx, sessionId, 'ended', clock.now());
      return audit.append(tx, places, device, { event: 'log-off', staffId, subjectId: sessionId });
    });
  }

  async lock({ sessionId }: EmployeeCaller): Promise<void> {
    const { store, clock } = this.parts;
    await store.unitOfWork.run((tx) => changeSession(tx, sessionId, 'locked', clock.now()));
  }

  /** The worker who locked it, or whose session went idle, comes back with the same PIN. */
  async unlock(session: EmployeeSession, pin: string): Promise<void> {
    const { store, pins, clock } = this.parts;
    if (this.standingOf(session) === 'ended') throw new DomainError('session.ended', 'the session is over; log on again');
    const tries = { channelId: session.channelId, staffId: session.staffId, deviceId: session.deviceId };
    await pins.employeeWith(tries, pin);
    const isUnlocked = await store.unitOfWork.run(async (tx) => {
      await pins.forgive(tx, tries);
      return changeSession(tx, session.sessionId, 'active', clock.now());
    });
    if (!isUnlocked) throw new DomainError('session.ended', 'the session is over; log on again');
  }

  standingOf(session: EmployeeSession): SessionStanding {
    return standingOf(session, this.parts.rules, this.parts.clock.now());
  }
}

/** The answer to an earlier log-on may have been lost, and with it the only copy of its record beside this box's. */
async function unheldBy(tx: Tx, device: DeviceCaller, heads: ShownHeads): Promise<Capsule[]> {
  return [...(await capsulesBeyond(tx, device, heads)), ...(await ownCapsulesWaiting(tx))];
}
