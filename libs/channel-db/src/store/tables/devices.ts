import {
  codeColumn,
  defineTable,
  digestColumn,
  idColumn,
  instantColumn,
  integerColumn,
  keyColumn,
  nullable,
  textColumn,
} from '@app/database';

/** A device that may act as one register. Its token is kept as a digest only. */
export const deviceTable = defineTable(
  'device',
  {
    device_id: idColumn(),
    legal_entity_id: keyColumn(),
    channel_id: keyColumn(),
    register_id: keyColumn(),
    name: textColumn(200),
    token_digest: digestColumn(),
    state: codeColumn<'active' | 'revoked'>(10),
    activated_at: instantColumn(),
    revoked_at: nullable(instantColumn()),
    last_seen_at: nullable(instantColumn()),
  },
  {
    key: ['device_id'],
    indexes: [
      { name: 'ux_device_token', columns: ['token_digest'], isUnique: true },
      { name: 'ix_device_register', columns: ['channel_id', 'register_id'] },
    ],
  },
);

/** A code that turns a device into a register, once. Kept as a digest. */
export const activationCodeTable = defineTable(
  'activation_code',
  {
    code_digest: digestColumn(),
    legal_entity_id: keyColumn(),
    channel_id: keyColumn(),
    register_id: keyColumn(),
    issued_at: instantColumn(),
    expires_at: instantColumn(),
    used_at: nullable(instantColumn()),
    device_id: nullable(idColumn()),
  },
  { key: ['code_digest'], indexes: [{ name: 'ix_activation_code_expires', columns: ['expires_at'] }] },
);

/** Who stands at a register. Locking keeps the basket; ending does not. */
export const employeeSessionTable = defineTable(
  'employee_session',
  {
    session_id: idColumn(),
    token_digest: digestColumn(),
    device_id: idColumn(),
    channel_id: keyColumn(),
    register_id: keyColumn(),
    staff_id: keyColumn(),
    state: codeColumn<'active' | 'locked' | 'ended'>(10),
    began_at: instantColumn(),
    last_used_at: instantColumn(),
    ended_at: nullable(instantColumn()),
  },
  {
    key: ['session_id'],
    indexes: [
      { name: 'ux_employee_session_token', columns: ['token_digest'], isUnique: true },
      { name: 'ix_employee_session_device', columns: ['device_id', 'state'] },
      { name: 'ix_employee_session_state', columns: ['state', 'began_at'] },
    ],
  },
);

/** Failed PIN attempts of one worker on one device. Here, because a restart must not forgive them. */
export const lockOutTable = defineTable(
  'lock_out',
  {
    channel_id: keyColumn(),
    staff_id: keyColumn(),
    device_id: idColumn(),
    failures: integerColumn(),
    last_failed_at: instantColumn(),
    locked_until: nullable(instantColumn()),
  },
  { key: ['channel_id', 'staff_id', 'device_id'] },
);
