import { columnsOf, insertRows, type Reader, type RowOf, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { activationCodeTable, deviceTable } from '../tables/devices';

type Row = RowOf<typeof deviceTable>;

export interface Device {
  readonly deviceId: string;
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly registerId: string;
  readonly name: string;
  readonly state: 'active' | 'revoked';
  readonly activatedAt: Instant;
  readonly revokedAt: Instant | null;
  readonly lastSeenAt: Instant | null;
}

const COLUMNS = columnsOf(deviceTable);

/** By SHA-256 of the token; revoked devices are found too, so that they can be told. */
export async function findDeviceByToken(reader: Reader, tokenDigest: string): Promise<Device | undefined> {
  const row = await reader.first<Row>(`SELECT ${COLUMNS} FROM {device} WHERE token_digest = ?`, [tokenDigest]);
  return row && deviceOf(row);
}

export async function findDevice(reader: Reader, deviceId: string): Promise<Device | undefined> {
  const row = await reader.first<Row>(`SELECT ${COLUMNS} FROM {device} WHERE device_id = ?`, [deviceId]);
  return row && deviceOf(row);
}

export async function listDevices(reader: Reader): Promise<Device[]> {
  const rows = await reader.query<Row>(`SELECT ${COLUMNS} FROM {device} ORDER BY channel_id, register_id, activated_at, device_id`);
  return rows.map(deviceOf);
}

/** False when it was revoked already or is unknown. */
export async function revokeDevice(tx: Tx, deviceId: string, now: Instant): Promise<boolean> {
  const sql = "UPDATE {device} SET state = 'revoked', revoked_at = ? WHERE device_id = ? AND state = 'active'";
  return (await tx.run(sql, [now, deviceId])).changes === 1;
}

export async function touchDevice(tx: Tx, deviceId: string, now: Instant): Promise<void> {
  await tx.run('UPDATE {device} SET last_seen_at = ? WHERE device_id = ?', [now, deviceId]);
}

export interface ActivationCode {
  readonly codeDigest: string;
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly registerId: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

export async function insertActivationCode(tx: Tx, code: ActivationCode): Promise<void> {
  await insertRows(tx, activationCodeTable, [
    {
      code_digest: code.codeDigest,
      legal_entity_id: code.legalEntityId,
      channel_id: code.channelId,
      register_id: code.registerId,
      issued_at: code.issuedAt,
      expires_at: code.expiresAt,
      used_at: null,
      device_id: null,
    },
  ]);
}

/** No open code can be used any more. */
export async function burnActivationCodes(tx: Tx, now: Instant): Promise<void> {
  await tx.run('UPDATE {activation_code} SET expires_at = ? WHERE used_at IS NULL AND expires_at > ?', [now, now]);
}

export interface NewDevice {
  readonly deviceId: string;
  readonly name: string;
  readonly tokenDigest: string;
}

/** Turns a code into a device, once. Undefined when the code is unknown, used or expired; which of them is nobody's business. */
export async function activateDevice(tx: Tx, codeDigest: string, device: NewDevice, now: Instant): Promise<Device | undefined> {
  const [code] = await tx.updateReturning<Pick<Row, 'legal_entity_id' | 'channel_id' | 'register_id'>>(
    {
      table: 'activation_code',
      set: 'used_at = ?, device_id = ?',
      where: 'code_digest = ? AND used_at IS NULL AND expires_at > ?',
      returning: ['legal_entity_id', 'channel_id', 'register_id'],
    },
    [now, device.deviceId, codeDigest, now],
  );
  if (!code) return undefined;
  const row: Row = {
    ...code,
    device_id: device.deviceId,
    name: device.name,
    token_digest: device.tokenDigest,
    state: 'active',
    activated_at: now,
    revoked_at: null,
    last_seen_at: now,
  };
  await insertRows(tx, deviceTable, [row]);
  return deviceOf(row);
}

function deviceOf(row: Row): Device {
  return {
    deviceId: row.device_id,
    legalEntityId: row.legal_entity_id,
    channelId: row.channel_id,
    registerId: row.register_id,
    name: row.name,
    state: row.state,
    activatedAt: row.activated_at,
    revokedAt: row.revoked_at,
    lastSeenAt: row.last_seen_at,
  };
}
