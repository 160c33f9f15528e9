import type { Reader, Tx } from '@app/database';
import type { AccountKind } from '@app/protocol';

type AccountState = 'pending' | 'active' | 'blocked' | 'used';

/** What headquarters keeps for a customer under a number. */
export interface Account {
  readonly kind: AccountKind;
  readonly accountNumber: string;
  readonly currency: string;
  /** Minor units, or points on a loyalty card; what is reserved is still in it. Below zero a customer owes. */
  readonly balance: number;
  readonly state: AccountState;
  /** How far a customer account may be overdrawn, in minor units. */
  readonly creditLimit: number;
  /** How many points pay one unit of the currency; null where money is kept. */
  readonly pointsPerUnit: number | null;
  /** After this moment nothing is paid with it; null for never. */
  readonly expiresAt: number | null;
}

export type AccountName = Pick<Account, 'kind' | 'accountNumber'>;

export interface AccountOperation {
  readonly operationId: string;
  readonly kind: 'issue' | 'reserve' | 'credit' | 'release' | 'earn';
  readonly accountKind: AccountKind | null;
  readonly accountNumber: string | null;
  /** Minor units. */
  readonly amount: number | null;
  /** What it moves of the balance: minor units, or points. */
  readonly units: number | null;
  readonly transactionId: string | null;
  readonly state: 'open' | 'captured' | 'released' | 'refused';
  /** The input of the first call, as JSON: the same id must mean the same. */
  readonly input: string | null;
  /** The first answer, as JSON. */
  readonly answer: string | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

export function findAccount(reader: Reader, { kind, accountNumber }: AccountName): Promise<Account | undefined> {
  return reader.first<Account>(
    `SELECT kind, account_number AS "accountNumber", currency, balance, state, credit_limit AS "creditLimit",
       points_per_unit AS "pointsPerUnit", expires_at AS "expiresAt" FROM {account} WHERE kind = ? AND account_number = ?`,
    [kind, accountNumber],
  );
}

export async function addAccount(tx: Tx, account: Account, now: number): Promise<void> {
  const { kind, accountNumber, currency, balance, state, creditLimit, pointsPerUnit, expiresAt } = account;
  await tx.run(
    `INSERT INTO {account} (kind, account_number, currency, balance, state, credit_limit, points_per_unit, expires_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [kind, accountNumber, currency, balance, state, creditLimit, pointsPerUnit, expiresAt, now],
  );
}

/** Takes back what was issued and never sold or given out. */
export async function removePending(tx: Tx, { kind, accountNumber }: AccountName): Promise<void> {
  await tx.run(`DELETE FROM {account} WHERE kind = ? AND account_number = ? AND state = 'pending'`, [kind, accountNumber]);
}

/** What a sale gave out becomes usable; answers the operation that issued it, or undefined when none did. */
export async function activate(tx: Tx, name: AccountName, transactionId: string): Promise<string | undefined> {
  const issue = await tx.first<{ id: string }>(
    `SELECT operation_id AS id FROM {account_operation} WHERE kind = 'issue' AND account_kind = ? AND account_number = ? AND transaction_id = ? AND state IN ('open', 'captured')`,
    [name.kind, name.accountNumber, transactionId],
  );
  if (!issue) return undefined;
  await tx.run(`UPDATE {account} SET state = 'active' WHERE kind = ? AND account_number = ? AND state = 'pending'`, [
    name.kind,
    name.accountNumber,
  ]);
  await setOperationState(tx, issue.id, 'captured');
  return issue.id;
}

/** Adds to the balance; negative units take from it. */
export async function changeBalance(tx: Tx, { kind, accountNumber }: AccountName, units: number): Promise<void> {
  await tx.run(`UPDATE {account} SET balance = balance + ? WHERE kind = ? AND account_number = ?`, [units, kind, accountNumber]);
}

/** A voucher pays once, whatever is left of it. */
export async function useUp(tx: Tx, { kind, accountNumber }: AccountName): Promise<void> {
  await tx.run(`UPDATE {account} SET state = 'used' WHERE kind = ? AND account_number = ?`, [kind, accountNumber]);
}

/** What open reservations hold back, in units of the balance. One that ran out holds nothing. */
export async function reservedOn(reader: Reader, { kind, accountNumber }: AccountName, now: number): Promise<number> {
  const row = await reader.first<{ sum: number | null }>(
    `SELECT sum(units) AS sum FROM {account_operation} WHERE account_kind = ? AND account_number = ? AND kind = 'reserve' AND state = 'open' AND expires_at > ?`,
    [kind, accountNumber, now],
  );
  return row?.sum ?? 0;
}

export function findOperation(reader: Reader, operationId: string): Promise<AccountOperation | undefined> {
  return reader.first<AccountOperation>(
    `SELECT operation_id AS "operationId", kind, account_kind AS "accountKind", account_number AS "accountNumber", amount, units,
       transaction_id AS "transactionId", state, input, answer, created_at AS "createdAt", expires_at AS "expiresAt"
     FROM {account_operation} WHERE operation_id = ?`,
    [operationId],
  );
}

export async function addOperation(tx: Tx, operation: AccountOperation): Promise<void> {
  const { operationId, kind, accountKind, accountNumber, amount, units, transactionId, state, input, answer, createdAt, expiresAt } =
    operation;
  await tx.run(
    `INSERT INTO {account_operation} (operation_id, kind, account_kind, account_number, amount, units, transaction_id, state, input, answer, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [operationId, kind, accountKind, accountNumber, amount, units, transactionId, state, input, answer, createdAt, expiresAt],
  );
}

export async function setOperationState(tx: Tx, operationId: string, state: AccountOperation['state']): Promise<void> {
  await tx.run(`UPDATE {account_operation} SET state = ? WHERE operation_id = ?`, [state, operationId]);
}
