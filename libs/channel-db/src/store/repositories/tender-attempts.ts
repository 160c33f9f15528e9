import { columnsOf, insertRows, type Reader, type RowOf, type Tx } from '@app/database';
import { amount, type Amount, type Instant } from '@app/kernel';
import { tenderAttemptTable, type AttemptState } from '../tables/carts';

type Row = RowOf<typeof tenderAttemptTable>;

/** Money asked of a terminal or of headquarters, and what became of it. */
export interface TenderAttempt {
  readonly attemptId: string;
  /** The cart, that is the transaction. */
  readonly cartId: string;
  readonly channelId: string;
  readonly registerId: string;
  readonly tenderTypeId: string;
  readonly function: Row['tender_function'];
  readonly kind: Row['kind'];
  readonly reversesAttemptId: string | null;
  readonly drivenBy: Row['driven_by'];
  readonly terminalId: string | null;
  readonly state: AttemptState;
  readonly currency: string;
  readonly requestedAmount: Amount;
  readonly approvedAmount: Amount | null;
  readonly authorization: string | null;
  readonly cardLastDigits: string | null;
  /** Of the gift card, credit memo, voucher, customer account or loyalty card. */
  readonly accountNumber: string | null;
  readonly stateReason: string | null;
  readonly decidedBy: string | null;
  readonly startedAt: Instant;
  readonly settledAt: Instant | null;
}

const COLUMNS = columnsOf(tenderAttemptTable);

export async function findAttempt(reader: Reader, attemptId: string): Promise<TenderAttempt | undefined> {
  const row = await reader.first<Row>(`SELECT ${COLUMNS} FROM {tender_attempt} WHERE attempt_id = ?`, [attemptId]);
  return row && attemptOf(row);
}

export async function attemptsOf(reader: Reader, cartId: string): Promise<TenderAttempt[]> {
  const rows = await reader.query<Row>(`SELECT ${COLUMNS} FROM {tender_attempt} WHERE cart_id = ? ORDER BY started_at, attempt_id`, [
    cartId,
  ]);
  return rows.map(attemptOf);
}

/** Attempts nobody knows the end of, oldest first: to be asked for again, or decided by a manager. */
export async function unsettledAttempts(reader: Reader): Promise<TenderAttempt[]> {
  const rows = await reader.query<Row>(
    `SELECT ${COLUMNS} FROM {tender_attempt} WHERE state IN ('started', 'unknown') ORDER BY started_at, attempt_id`,
  );
  return rows.map(attemptOf);
}

/**
 * Attempts of a register that keep a shift from closing: those without a known end, and approved ones of the shift's time whose
 * transaction never became a sale.
 */
export async function attemptsWithoutSale(
  reader: Reader,
  channelId: string,
  registerId: string,
  shiftId: string,
): Promise<TenderAttempt[]> {
  const rows = await reader.query<Row>(
    `SELECT ${COLUMNS} FROM {tender_attempt} WHERE channel_id = ? AND register_id = ? AND (state IN ('started', 'unknown') OR ` +
      "(state IN ('approved', 'part-approved') AND kind IN ('payment', 'refund') " +
      'AND started_at >= (SELECT MIN(at) AS at FROM {record} WHERE shift_id = ?) ' +
      "AND cart_id NOT IN (SELECT record_id FROM {record} WHERE shift_id = ? AND type IN ('sale', 'training-sale')))) " +
      'ORDER BY started_at, attempt_id',
    [channelId, registerId, shiftId, shiftId],
  );
  return rows.map(attemptOf);
}

/** What was given back of a payment, or may have been: positive. */
export async function givenBackOf(reader: Reader, attemptId: string): Promise<Amount> {
  const row = await reader.first<{ back: number | null }>(
    'SELECT SUM(ABS(COALESCE(approved_amount, requested_amount))) AS back FROM {tender_attempt} ' +
      "WHERE reverses_attempt_id = ? AND state <> 'declined'",
    [attemptId],
  );
  return amount(row?.back ?? 0);
}

/** While this is true the cart can be neither checked out nor voided: money may have moved. */
export async function hasUnsettledAttempt(reader: Reader, cartId: string): Promise<boolean> {
  const sql = "SELECT attempt_id FROM {tender_attempt} WHERE cart_id = ? AND state IN ('started', 'unknown')";
  return (await reader.first(sql, [cartId])) !== undefined;
}

/** Committed before the call it stands for. */
export async function insertAttempt(tx: Tx, attempt: TenderAttempt): Promise<void> {
  await insertRows(tx, tenderAttemptTable, [rowOf(attempt)]);
}

export interface AttemptChange {
  readonly state: AttemptState;
  readonly approvedAmount?: Amount | null;
  readonly authorization?: string | null;
  readonly cardLastDigits?: string | null;
  readonly stateReason?: string | null;
  readonly decidedBy?: string | null;
}

/** Moves an attempt on. False when it was not in one of the expected states any more: another answer came first. */
export async function changeAttempt(
  tx: Tx,
  attemptId: string,
  expected: readonly AttemptState[],
  change: AttemptChange,
  now: Instant,
): Promise<boolean> {
  const isSettled = change.state !== 'started' && change.state !== 'unknown';
  const { changes } = await tx.run(
    'UPDATE {tender_attempt} SET state = ?, approved_amount = COALESCE(?, approved_amount), ' +
      'authorization_code = COALESCE(?, authorization_code), card_last_digits = COALESCE(?, card_last_digits), ' +
      'state_reason = COALESCE(?, state_reason), decided_by = COALESCE(?, decided_by), settled_at = COALESCE(?, settled_at) ' +
      `WHERE attempt_id = ? AND state IN (${expected.map((state) => `'${state}'`).join(', ')})`,
    [
      change.state,
      change.approvedAmount ?? null,
      change.authorization ?? null,
      change.cardLastDigits ?? null,
      change.stateReason ?? null,
      change.decidedBy ?? null,
      isSettled ? now : null,
      attemptId,
    ],
  );
  return changes === 1;
}

function rowOf(attempt: TenderAttempt): Row {
  return {
    attempt_id: attempt.attemptId,
    cart_id: attempt.cartId,
    channel_id: attempt.channelId,
    register_id: attempt.registerId,
    tender_type_id: attempt.tenderTypeId,
    tender_function: attempt.function,
    kind: attempt.kind,
    reverses_attempt_id: attempt.reversesAttemptId,
    driven_by: attempt.drivenBy,
    terminal_id: attempt.terminalId,
    state: attempt.state,
    currency: attempt.currency,
    requested_amount: attempt.requestedAmount,
    approved_amount: attempt.approvedAmount,
    authorization_code: attempt.authorization,
    card_last_digits: attempt.cardLastDigits,
    gift_card_number: attempt.accountNumber,
    state_reason: attempt.stateReason,
    decided_by: attempt.decidedBy,
    started_at: attempt.startedAt,
    settled_at: attempt.settledAt,
  };
}

function attemptOf(row: Row): TenderAttempt {
  return {
    attemptId: row.attempt_id,
    cartId: row.cart_id,
    channelId: row.channel_id,
    registerId: row.register_id,
    tenderTypeId: row.tender_type_id,
    function: row.tender_function,
    kind: row.kind,
    reversesAttemptId: row.reverses_attempt_id,
    drivenBy: row.driven_by,
    terminalId: row.terminal_id,
    state: row.state,
    currency: row.currency,
    requestedAmount: amount(row.requested_amount),
    approvedAmount: row.approved_amount === null ? null : amount(row.approved_amount),
    authorization: row.authorization_code,
    cardLastDigits: row.card_last_digits,
    accountNumber: row.gift_card_number,
    stateReason: row.state_reason,
    decidedBy: row.decided_by,
    startedAt: row.started_at,
    settledAt: row.settled_at,
  };
}
