import { safe } from '@app/kernel';
import type { QueryRunner } from 'typeorm';
import type { Dialect, Reader, Value } from '../database';
import { asDatabaseError } from '../errors';

/** A result set as the mssql driver gives it: rows, and beside them the type of each column. */
interface ResultSet extends Array<Record<string, unknown>> {
  readonly columns?: Readonly<Record<string, { readonly type?: unknown }>>;
}

export interface Answer {
  readonly rows: Record<string, unknown>[];
  readonly changes: number;
}

/** Runs one text on a query runner; bigint comes back as an exact number instead of a text. */
export async function runText(runner: QueryRunner, sql: string, parameters: readonly Value[]): Promise<Answer> {
  try {
    const result = await runner.query(sql, [...parameters], true);
    const rows = (result.records as ResultSet | undefined) ?? [];
    return { rows: withNumbers(rows), changes: result.affected ?? rows.length };
  } catch (error) {
    throw asDatabaseError(error);
  }
}

function withNumbers(rows: ResultSet): Record<string, unknown>[] {
  const bigints = Object.entries(rows.columns ?? {}).filter(([, { type }]) => isBigInt(type));
  for (const row of rows) {
    for (const [name] of bigints) if (row[name] !== null) row[name] = safe(Number(row[name]));
  }
  return rows;
}

/** The driver names a type by a function, or by what the function made. */
function isBigInt(type: unknown): boolean {
  const declared = typeof type === 'object' && type !== null && 'type' in type ? type.type : type;
  return typeof declared === 'function' && declared.name === 'BigInt';
}

/** Text is translated once. */
export class Translations {
  private readonly known = new Map<string, string>();

  constructor(readonly dialect: Dialect) {}

  of(sql: string): string {
    const known = this.known.get(sql);
    if (known !== undefined) return known;
    const text = this.dialect.translate(sql);
    this.known.set(sql, text);
    return text;
  }
}

/** What reading needs of whoever runs the text. */
export abstract class MssqlReading implements Reader {
  constructor(protected readonly translations: Translations) {}

  protected abstract answer(text: string, parameters: readonly Value[]): Promise<Answer>;

  async query<Row>(sql: string, parameters: readonly Value[] = []): Promise<Row[]> {
    return (await this.answer(this.translations.of(sql), parameters)).rows as Row[];
  }

  async first<Row>(sql: string, parameters: readonly Value[] = []): Promise<Row | undefined> {
    return (await this.query<Row>(sql, parameters))[0];
  }

  page<Row>(sql: string, parameters: readonly Value[], limit: number): Promise<Row[]> {
    return this.query<Row>(this.translations.dialect.limited(sql, limit), parameters);
  }
}
