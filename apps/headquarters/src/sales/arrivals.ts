import type { Tx } from '@app/database';

/**
 * The number under which a record that counts is handed on. It is given inside the commit, and one unit of work writes after
 * the other, so that whoever has read up to a number will never find a smaller one later.
 */
export async function nextArrival(tx: Tx): Promise<number> {
  const row = await tx.first<{ value: number }>(`UPDATE {row_version} SET value = value + 1 WHERE name = 'record' RETURNING value`);
  return row?.value ?? 0;
}

export interface ArrivedSale {
  readonly channelId: string;
  readonly businessDate: string;
  readonly arrival: number;
  readonly now: number;
}

/** The days with sales that came together, each once, with its last one. */
export async function noteSaleDays(tx: Tx, sales: readonly ArrivedSale[]): Promise<void> {
  const last = new Map(sales.map((sale) => [`${sale.channelId} ${sale.businessDate}`, sale]));
  for (const sale of last.values()) await noteSaleDay(tx, sale);
}

/** A day with a sale that its files do not hold yet. */
async function noteSaleDay(tx: Tx, { channelId, businessDate, arrival, now }: ArrivedSale): Promise<void> {
  await tx.run(
    `INSERT INTO {sales_day} (channel_id, business_date, arrival, arrived_at, revision, written_arrival, is_complete) VALUES (?, ?, ?, ?, 0, 0, 1)
     ON CONFLICT (channel_id, business_date) DO UPDATE SET arrival = excluded.arrival, arrived_at = excluded.arrived_at`,
    [channelId, businessDate, arrival, now],
  );
}
