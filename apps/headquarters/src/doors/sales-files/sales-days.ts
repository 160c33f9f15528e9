import type { Reader, Tx, Value } from '@app/database';

/** What a channel sold on a business date, and what of it lies in the outbox. */
export interface SalesDay {
  readonly channelId: string;
  readonly businessDate: string;
  /** Place of the newest sale in the order of receipt. */
  readonly arrival: number;
  /** When it came, UTC milliseconds. */
  readonly arrivedAt: number;
  /** 1 for the first files of the day, one more each time later sales are added; 0 when none are written. */
  readonly revision: number;
  /** Up to where the written files go. */
  readonly writtenArrival: number;
  readonly writtenAt: number | null;
  /** 0 while the files of the revision may be missing. */
  readonly isComplete: number;
}

export interface DayRange {
  readonly channelId?: string;
  readonly from?: string;
  readonly to?: string;
}

const SELECT = `SELECT channel_id AS "channelId", business_date AS "businessDate", arrival, arrived_at AS "arrivedAt", revision,
  written_arrival AS "writtenArrival", written_at AS "writtenAt", is_complete AS "isComplete" FROM {sales_day}`;

export function salesDays(reader: Reader, { channelId, from, to }: DayRange): Promise<SalesDay[]> {
  return reader.query<SalesDay>(
    `${SELECT} WHERE channel_id = coalesce(?, channel_id) AND business_date BETWEEN coalesce(?, '0000-00-00') AND coalesce(?, '9999-99-99')
     ORDER BY channel_id, business_date`,
    [channelId ?? null, from ?? null, to ?? null],
  );
}

/** Days whose files were begun, and days with sales that no file holds and none of them younger than a moment. */
export function unwrittenDays(reader: Reader, { arrivedBefore }: { readonly arrivedBefore: number }): Promise<SalesDay[]> {
  return reader.query<SalesDay>(
    `${SELECT} WHERE is_complete = 0 OR (arrival > written_arrival AND arrived_at <= ?) ORDER BY business_date, channel_id`,
    [arrivedBefore],
  );
}

/** The revision to write: the next one when there are sales that none holds, else the present one. */
export async function beginRevision(tx: Tx, { channelId, businessDate }: SalesDay, now: number): Promise<SalesDay | undefined> {
  const key = [channelId, businessDate];
  await tx.run(
    `UPDATE {sales_day} SET revision = revision + 1, written_arrival = arrival, written_at = ?, is_complete = 0
     WHERE channel_id = ? AND business_date = ? AND arrival > written_arrival AND is_complete = 1`,
    [now, ...key],
  );
  return tx.first<SalesDay>(`${SELECT} WHERE channel_id = ? AND business_date = ?`, key);
}

export async function endRevision(tx: Tx, { channelId, businessDate, revision }: SalesDay): Promise<void> {
  await tx.run(`UPDATE {sales_day} SET is_complete = 1 WHERE channel_id = ? AND business_date = ? AND revision = ?`, [
    channelId,
    businessDate,
    revision,
  ]);
}

/** A stored sale and its place in the order of the files: by register and then as the register made them. */
export interface StoredSale {
  readonly registerId: string;
  readonly sequence: number;
  readonly arrival: number;
  readonly bytes: string;
}

/** Sales of a day up to where its revision goes, in the order of the files. */
export function salesOfDay(
  reader: Reader,
  { channelId, businessDate, writtenArrival }: Pick<SalesDay, 'channelId' | 'businessDate' | 'writtenArrival'>,
  { after, limit }: { readonly after: Omit<StoredSale, 'bytes'> | undefined; readonly limit: number },
): Promise<StoredSale[]> {
  const parameters: Value[] = [
    channelId,
    businessDate,
    writtenArrival,
    after?.registerId ?? '',
    after?.sequence ?? 0,
    after?.arrival ?? 0,
    limit,
  ];
  return reader.query<StoredSale>(
    `SELECT coalesce(register_id, '') AS "registerId", sequence, arrival, bytes FROM {record}
     WHERE channel_id = ? AND business_date = ? AND gross IS NOT NULL AND type = 'sale' AND arrival <= ?
       AND (coalesce(register_id, ''), sequence, arrival) > (?, ?, ?)
     ORDER BY coalesce(register_id, ''), sequence, arrival LIMIT ?`,
    parameters,
  );
}
