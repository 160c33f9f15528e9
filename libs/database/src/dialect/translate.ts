import { invariant } from '@app/kernel';

const TOKEN = /'(?:[^']|'')*'|\{([a-z_]+)\}|\?/g;

/** Replaces `{table}` and `?` outside of quoted text. */
export function translate(sql: string, table: (name: string) => string, parameter: (index: number) => string): string {
  let index = 0;
  return sql.replace(TOKEN, (token, name: string | undefined) => {
    if (name !== undefined) return table(name);
    return token === '?' ? parameter(index++) : token;
  });
}

/** A page of rows in no order is a different page each time, and SQL Server refuses it. */
export function ordered(sql: string): string {
  invariant(/\bORDER BY [^)]*$/.test(sql), 'a page of rows ends in its order');
  return sql;
}
