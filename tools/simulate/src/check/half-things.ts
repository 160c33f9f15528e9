import { DatabaseSync } from 'node:sqlite';

/**
 * Looks into a store file for anything half: a sale without its record or the other way round, a sale whose lines or
 * payments are not those of its record, a gap in a counter or a sequence. Answers what it found, in words.
 */
export function halfThings(file: string): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return CHECKS.flatMap(({ what, sql }) =>
      db
        .prepare(sql)
        .all()
        .map(({ id }) => `${what}: ${String(id)}`),
    );
  } finally {
    db.close();
  }
}

const CHECKS = [
  {
    what: 'record without its sale',
    sql: `SELECT r.record_id AS id FROM record r LEFT JOIN sale s ON s.transaction_id = r.record_id
          WHERE r.type IN ('sale', 'training-sale') AND s.transaction_id IS NULL`,
  },
  {
    what: 'sale without its record',
    sql: `SELECT s.transaction_id AS id FROM sale s LEFT JOIN record r ON r.record_id = s.transaction_id WHERE r.record_id IS NULL`,
  },
  {
    what: 'sale with other lines than its record',
    sql: `SELECT r.record_id AS id FROM record r WHERE r.type = 'sale' AND json_array_length(r.bytes, '$.body.lines')
          <> (SELECT COUNT(*) FROM sale_line l WHERE l.transaction_id = r.record_id)`,
  },
  {
    what: 'sale with other payments than its record',
    sql: `SELECT r.record_id AS id FROM record r WHERE r.type = 'sale' AND json_array_length(r.bytes, '$.body.tenders')
          <> (SELECT COUNT(*) FROM sale_tender t WHERE t.transaction_id = r.record_id)`,
  },
  {
    what: 'gap in the counter of a line of history',
    sql: `SELECT instance_id || '/' || epoch || '/' || fork AS id FROM record WHERE counter IS NOT NULL
          GROUP BY instance_id, epoch, fork HAVING COUNT(*) <> MAX(counter) - MIN(counter) + 1`,
  },
  {
    what: 'gap in the sequence of a register',
    sql: `SELECT channel_id || '/' || register_id || '/' || type AS id FROM record WHERE register_id IS NOT NULL
          GROUP BY channel_id, register_id, type HAVING COUNT(*) <> MAX(sequence) OR COUNT(DISTINCT sequence) <> COUNT(*)`,
  },
  {
    what: 'finished sale whose cart is still open',
    sql: `SELECT c.cart_id AS id FROM cart c JOIN sale s ON s.transaction_id = c.cart_id WHERE c.status <> 'checked-out'`,
  },
];
