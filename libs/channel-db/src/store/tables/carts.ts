import {
  amountColumn, codeColumn, defineTable, digestColumn, documentColumn, idColumn, instantColumn, integerColumn, keyColumn, nullable,
} from '@app/database'; // prettier-ignore
import type { TenderFunction } from '@app/commerce';

/** Baskets in progress and, for a while, finished ones. The engine's value is one JSON document. */
export const cartTable = defineTable(
  'cart',
  {
    /** The transaction id. */
    cart_id: idColumn(),
    legal_entity_id: keyColumn(),
    channel_id: keyColumn(),
    register_id: keyColumn(),
    mode: codeColumn<'live' | 'training'>(10),
    status: codeColumn(20),
    revision: integerColumn(),
    changed_at: instantColumn(),
    document: documentColumn(),
  },
  {
    key: ['cart_id'],
    indexes: [
      { name: 'ix_cart_register', columns: ['channel_id', 'register_id', 'status'] },
      { name: 'ix_cart_suspended', columns: ['channel_id'], where: "status = 'suspended'" },
    ],
  },
);

export type AttemptState = 'started' | 'approved' | 'part-approved' | 'declined' | 'unknown' | 'reversed';

/** Money that was asked of a terminal or of headquarters. Committed before the call, so that no charge is without a row. */
export const tenderAttemptTable = defineTable(
  'tender_attempt',
  {
    attempt_id: idColumn(),
    cart_id: idColumn(),
    channel_id: keyColumn(),
    register_id: keyColumn(),
    tender_type_id: keyColumn(),
    tender_function: codeColumn<Exclude<TenderFunction, 'cash'>>(20),
    kind: codeColumn<'payment' | 'refund' | 'reversal' | 'issue'>(10),
    /** The attempt a reversal takes back. */
    reverses_attempt_id: nullable(idColumn()),
    /** Who talks to the terminal: this box, or a register that reports. */
    driven_by: codeColumn<'box' | 'register'>(10),
    terminal_id: nullable(keyColumn()),
    state: codeColumn<AttemptState>(20),
    currency: codeColumn(3),
    requested_amount: amountColumn(),
    approved_amount: nullable(amountColumn()),
    authorization_code: nullable(codeColumn(200)),
    card_last_digits: nullable(codeColumn(4)),
    /** Of the account at headquarters: named after the first kind there was. */
    gift_card_number: nullable(codeColumn(40)),
    /** Why it is in this state: the terminal's answer, or the manager's recorded decision. */
    state_reason: nullable(codeColumn(200)),
    decided_by: nullable(keyColumn()),
    started_at: instantColumn(),
    settled_at: nullable(instantColumn()),
  },
  {
    key: ['attempt_id'],
    indexes: [
      { name: 'ix_tender_attempt_cart', columns: ['cart_id'] },
      { name: 'ix_tender_attempt_state', columns: ['state', 'started_at'] },
      { name: 'ix_tender_attempt_reverses', columns: ['reverses_attempt_id'], where: 'reverses_attempt_id IS NOT NULL' },
    ],
  },
);

/** Answers by idempotency key, in the commit of what they answer. Only successes are kept. */
export const idempotencyKeyTable = defineTable(
  'idempotency_key',
  {
    device_id: keyColumn(),
    request_key: codeColumn(200),
    /** SHA-256 over method, path and raw body. */
    fingerprint: digestColumn(),
    created_at: instantColumn(),
    /** What the unit answered, JSON. */
    answer: documentColumn(),
  },
  { key: ['device_id', 'request_key'], indexes: [{ name: 'ix_idempotency_key_created', columns: ['created_at'] }] },
);

/** A call to headquarters that moves money there. Written before the call; an unanswered one is asked again with the same id. */
export const realTimeCallTable = defineTable(
  'real_time_call',
  {
    operation_id: idColumn(),
    operation: codeColumn(40),
    cart_id: nullable(idColumn()),
    state: codeColumn<'started' | 'answered' | 'unknown' | 'released'>(20),
    started_at: instantColumn(),
    changed_at: instantColumn(),
    input: documentColumn(),
    output: nullable(documentColumn()),
  },
  { key: ['operation_id'], indexes: [{ name: 'ix_real_time_call_state', columns: ['state', 'started_at'] }] },
);
