import { newId } from '@app/kernel';
import { GENESIS, nextHead, sha256Hex, signBytes, type SigningKey } from '@app/protocol';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

export interface Backlog {
  /** The store file of a box that is not running. */
  readonly file: string;
  readonly count: number;
  /** The box's own. */
  readonly key: SigningKey;
  /** The line of a sale to copy; the newest of the file when absent. */
  readonly sale?: string;
}

interface Box {
  readonly instance_id: string;
  readonly channel_database_id: string;
  readonly epoch: number;
  readonly fork: number;
  readonly last_counter: number;
  readonly last_head: string;
}

interface SaleLine {
  readonly channelId: string;
  readonly businessDate: string;
  readonly body: { readonly currency: string; readonly totals: { readonly gross: string } };
}

/** Its number series is its own, so that the box's registers go on where they are. */
const registerOf = ({ last_counter: before }: Box): string => `backlog-${before}`;
const COLUMNS = [
  'record_id', 'type', 'instance_id', 'epoch', 'fork', 'counter', 'channel_id', 'register_id', 'sequence', 'at', 'business_date',
  'receipt_number', 'currency', 'gross', 'digest', 'upload_head', 'signature', 'key_id', 'bytes',
]; // prettier-ignore

/** Writes sales that wait to go up straight into a store file: copies of one, numbered, digested, chained and signed as the box would. */
export function seedBacklog({ file, count, key, sale }: Backlog): void {
  const db = new DatabaseSync(file);
  const box = db.prepare('SELECT * FROM box').get() as unknown as Box;
  const newest = () =>
    (db.prepare("SELECT bytes FROM record WHERE type = 'sale' ORDER BY counter DESC LIMIT 1").get() as { bytes: string }).bytes;
  const template = JSON.parse(sale ?? newest()) as SaleLine;
  const insert = db.prepare(`INSERT INTO record (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`);
  db.exec('BEGIN IMMEDIATE');
  let [head, previousDigest] = [box.last_head, GENESIS];
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const row = rowOf(template, { box, sequence, head, previousDigest, key });
    insert.run(...row.values);
    ({ head, digest: previousDigest } = row);
  }
  db.prepare('UPDATE box SET last_counter = ?, last_head = ?').run(box.last_counter + count, head);
  db.exec('COMMIT');
  db.close();
}

interface Place {
  readonly box: Box;
  readonly sequence: number;
  readonly head: string;
  readonly previousDigest: string;
  readonly key: SigningKey;
}

function rowOf(
  template: SaleLine,
  { box, sequence, head, previousDigest, key }: Place,
): { values: SQLInputValue[]; head: string; digest: string } {
  const { instance_id: instanceId, channel_database_id: channelDatabaseId, epoch, fork, last_counter: before } = box;
  const { channelId, businessDate, body } = template;
  const registerId = registerOf(box);
  const [recordId, counter, at, receiptNumber] = [newId(), before + sequence, Date.now(), `B${String(sequence).padStart(9, '0')}`];
  const identity = { channelDatabaseId, instanceId, epoch, fork };
  const own = { recordId, box: identity, counter, registerId, sequence, previousDigest, at, body: { ...body, receiptNumber } };
  const line = JSON.stringify({ ...template, ...own });
  const digest = sha256Hex(line);
  const uploadHead = nextHead(head, digest);
  const gross = Math.round(Number(body.totals.gross) * 100);
  return {
    head: uploadHead,
    digest,
    values: [
      recordId, 'sale', instanceId, epoch, fork, counter, channelId, registerId, sequence, at, businessDate,
      receiptNumber, body.currency, gross, digest, uploadHead, signBytes(key, line), key.keyId, line,
    ],
  }; // prettier-ignore
}
