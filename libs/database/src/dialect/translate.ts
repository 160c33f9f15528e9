const TOKEN = /'(?:[^']|'')*'|\{([a-z_]+)\}|\?/g;

/** Replaces `{table}` and `?` outside of quoted text. */
export function translate(sql: string, table: (name: string) => string, parameter: (index: number) => string): string {
  let index = 0;
  return sql.replace(TOKEN, (token, name: string | undefined) => {
    if (name !== undefined) return table(name);
    return token === '?' ? parameter(index++) : token;
  });
}
