import { columnsOf, insertRows, type Reader, type RowOf, type Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import { realTimeCallTable } from '../tables/carts';

type Row = RowOf<typeof realTimeCallTable>;

/** A call that may have moved money at headquarters. */
export interface RealTimeCall {
  readonly operationId: string;
  readonly operation: string;
  readonly cartId: string | null;
  readonly state: Row['state'];
  readonly startedAt: Instant;
  readonly input: unknown;
  readonly output: unknown;
}

const COLUMNS = columnsOf(realTimeCallTable);

export async function insertRealTimeCall(tx: Tx, call: Omit<RealTimeCall, 'state' | 'output'>): Promise<void> {
  await insertRows(tx, realTimeCallTable, [
    {
      operation_id: call.operationId,
      operation: call.operation,
      cart_id: call.cartId,
      state: 'started',
      started_at: call.startedAt,
      changed_at: call.startedAt,
      input: JSON.stringify(call.input),
      output: null,
    },
  ]);
}

export async function changeRealTimeCall(tx: Tx, operationId: string, state: Row['state'], output: unknown, now: Instant): Promise<void> {
  await tx.run('UPDATE {real_time_call} SET state = ?, output = COALESCE(?, output), changed_at = ? WHERE operation_id = ?', [
    state,
    output === undefined ? null : JSON.stringify(output),
    now,
    operationId,
  ]);
}

/** Undefined when nothing was asked under this id. */
export async function findRealTimeCall(reader: Reader, operationId: string): Promise<RealTimeCall | undefined> {
  const row = await reader.first<Row>(`SELECT ${COLUMNS} FROM {real_time_call} WHERE operation_id = ?`, [operationId]);
  return row && callOf(row);
}

/** Calls without a known end, oldest first: asked again under the same id, or released. */
export async function unansweredCalls(reader: Reader, limit: number): Promise<RealTimeCall[]> {
  const sql = `SELECT ${COLUMNS} FROM {real_time_call} WHERE state IN ('started', 'unknown') ORDER BY started_at, operation_id`;
  return (await reader.page<Row>(sql, [], limit)).map(callOf);
}

/** Calls whose end is known and whose basket is gone: nobody asks for them again. */
export async function removeSettledCalls(tx: Tx, changedBefore: Instant): Promise<number> {
  const sql = `DELETE FROM {real_time_call} WHERE state IN ('answered', 'released') AND changed_at < ?
    AND (cart_id IS NULL OR cart_id NOT IN (SELECT cart_id FROM {cart}))`;
  return (await tx.run(sql, [changedBefore])).changes;
}

function callOf(row: Row): RealTimeCall {
  return {
    operationId: row.operation_id,
    operation: row.operation,
    cartId: row.cart_id,
    state: row.state,
    startedAt: row.started_at,
    input: JSON.parse(row.input),
    output: row.output === null ? null : JSON.parse(row.output),
  };
}
