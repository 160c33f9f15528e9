import type { Reader } from '@app/database';
import type { Device } from './devices';
import type { EmployeeSession } from './employee-sessions';

/** What a request needs to know of the device that sends it. */
export type CallingDevice = Pick<Device, 'deviceId' | 'legalEntityId' | 'channelId' | 'registerId' | 'state' | 'lastSeenAt'>;

/** What a request needs to know of the session it names. */
export type CallingSession = Pick<EmployeeSession, 'sessionId' | 'staffId' | 'state' | 'beganAt' | 'lastUsedAt'>;

/** The device of a request, with the session it names where that is one of this device. */
export interface CallingPair {
  readonly device: CallingDevice;
  readonly session: CallingSession | undefined;
}

interface Row extends Omit<CallingDevice, 'state'> {
  readonly deviceState: Device['state'];
  readonly sessionId: string | null;
  readonly staffId: string;
  readonly sessionState: EmployeeSession['state'];
  readonly beganAt: number;
  readonly lastUsedAt: number;
}

/** Every request of an employee asks this, so it is one statement and its columns carry the names of the values. */
const SELECT_PAIR = `SELECT d.device_id AS deviceId, d.legal_entity_id AS legalEntityId, d.channel_id AS channelId,
    d.register_id AS registerId, d.state AS deviceState, d.last_seen_at AS lastSeenAt,
    s.session_id AS sessionId, s.staff_id AS staffId, s.state AS sessionState, s.began_at AS beganAt, s.last_used_at AS lastUsedAt
  FROM {device} d
  LEFT JOIN {employee_session} s ON s.token_digest = ? AND s.device_id = d.device_id
  WHERE d.token_digest = ?`;

/** By SHA-256 of both tokens, whatever the state of either. Undefined when no device has the token. */
export async function findCallingPair(reader: Reader, deviceDigest: string, sessionDigest: string): Promise<CallingPair | undefined> {
  const row = await reader.first<Row>(SELECT_PAIR, [sessionDigest, deviceDigest]);
  return row && { device: deviceOf(row), session: row.sessionId === null ? undefined : sessionOf(row, row.sessionId) };
}

function deviceOf({ deviceId, legalEntityId, channelId, registerId, deviceState: state, lastSeenAt }: Row): CallingDevice {
  return { deviceId, legalEntityId, channelId, registerId, state, lastSeenAt };
}

function sessionOf({ staffId, sessionState: state, beganAt, lastUsedAt }: Row, sessionId: string): CallingSession {
  return { sessionId, staffId, state, beganAt, lastUsedAt };
}
