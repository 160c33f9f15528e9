import type { Reader } from '@app/database';

/** A reader that first tells each statement it is asked for. */
export const countingReader = (reader: Reader, tell: (sql: string) => void): Reader => ({
  query: (sql, parameters) => (tell(sql), reader.query(sql, parameters)),
  first: (sql, parameters) => (tell(sql), reader.first(sql, parameters)),
  page: (sql, parameters, limit) => (tell(sql), reader.page(sql, parameters, limit)),
});
