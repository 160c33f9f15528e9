import type { Reader, Tx } from '@app/database';

type CardState = 'pending' | 'active' | 'blocked';

export interface GiftCard {
  readonly cardNumber: string;
  readonly currency: string;
  /** Minor units; what is reserved is still in it. */
  readonly balance: number;
  readonly state: CardState;
}

export interface CardOperation {
  readonly operationId: string;
  readonly kind: 'issue' | 'reserve' | 'release';
  readonly cardNumber: string | null;
  /** Minor units. */
  readonly amount: number | null;
  readonly transactionId: string | null;
  readonly state: 'open' | 'captured' | 'released' | 'refused';
  /** The input of the first call, as JSON: the same id must mean the same. */
  readonly input: string | null;
  /** The first answer, as JSON. */
  readonly answer: string | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

export function findCard(reader: Reader, cardNumber: string): Promise<GiftCard | undefined> {
  return reader.first<GiftCard>(`SELECT card_number AS "cardNumber", currency, balance, state FROM {gift_card} WHERE card_number = ?`, [
    cardNumber,
  ]);
}

export async function addCard(tx: Tx, card: GiftCard, now: number): Promise<void> {
  await tx.run(`INSERT INTO {gift_card} (card_number, currency, balance, state, created_at) VALUES (?, ?, ?, ?, ?)`, [
    card.cardNumber,
    card.currency,
    card.balance,
    card.state,
    now,
  ]);
}

/** Takes back a card that was issued and never sold. */
export async function removePendingCard(tx: Tx, cardNumber: string): Promise<void> {
  await tx.run(`DELETE FROM {gift_card} WHERE card_number = ? AND state = 'pending'`, [cardNumber]);
}

/** The card of a sale becomes usable; answers the operation that issued it, or undefined when none did. */
export async function activateCard(tx: Tx, sold: { cardNumber: string; transactionId: string }): Promise<string | undefined> {
  const issue = await tx.first<{ id: string }>(
    `SELECT operation_id AS id FROM {gift_card_operation} WHERE kind = 'issue' AND card_number = ? AND transaction_id = ? AND state IN ('open', 'captured')`,
    [sold.cardNumber, sold.transactionId],
  );
  if (!issue) return undefined;
  await tx.run(`UPDATE {gift_card} SET state = 'active' WHERE card_number = ? AND state = 'pending'`, [sold.cardNumber]);
  await setOperationState(tx, issue.id, 'captured');
  return issue.id;
}

export async function takeFromCard(tx: Tx, cardNumber: string, amount: number): Promise<void> {
  await tx.run(`UPDATE {gift_card} SET balance = balance - ? WHERE card_number = ?`, [amount, cardNumber]);
}

/** What open reservations hold back, in minor units. One that ran out holds nothing. */
export async function reservedOn(reader: Reader, cardNumber: string, now: number): Promise<number> {
  const row = await reader.first<{ sum: number | null }>(
    `SELECT sum(amount) AS sum FROM {gift_card_operation} WHERE card_number = ? AND kind = 'reserve' AND state = 'open' AND expires_at > ?`,
    [cardNumber, now],
  );
  return row?.sum ?? 0;
}

export function findOperation(reader: Reader, operationId: string): Promise<CardOperation | undefined> {
  return reader.first<CardOperation>(
    `SELECT operation_id AS "operationId", kind, card_number AS "cardNumber", amount, transaction_id AS "transactionId", state,
       input, answer, created_at AS "createdAt", expires_at AS "expiresAt"
     FROM {gift_card_operation} WHERE operation_id = ?`,
    [operationId],
  );
}

export async function addOperation(tx: Tx, operation: CardOperation): Promise<void> {
  const { operationId, kind, cardNumber, amount, transactionId, state, input, answer, createdAt, expiresAt } = operation;
  await tx.run(
    `INSERT INTO {gift_card_operation} (operation_id, kind, card_number, amount, transaction_id, state, input, answer, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [operationId, kind, cardNumber, amount, transactionId, state, input, answer, createdAt, expiresAt],
  );
}

export async function setOperationState(tx: Tx, operationId: string, state: CardOperation['state']): Promise<void> {
  await tx.run(`UPDATE {gift_card_operation} SET state = ? WHERE operation_id = ?`, [state, operationId]);
}
