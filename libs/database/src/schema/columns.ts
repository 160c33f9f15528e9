/** What a column holds. Engines spell it differently; nothing else in the product names a column type. */
export type ColumnKind =
  /** Text that is compared: ids, business keys, codes, digests. Case counts on every engine. */
  | 'code'
  /** Text for people. */
  | 'text'
  /** Text of any length: JSON documents, a record's line. Never compared. */
  | 'document'
  /** An integer within 2^53 - 1: minor units, scaled numbers, counters, UTC milliseconds. */
  | 'integer'
  /** 0 or 1. */
  | 'flag';

export interface Column<Type = unknown> {
  readonly kind: ColumnKind;
  /** Greatest number of UTF-16 units; of codes and texts only. */
  readonly length?: number;
  readonly isNullable: boolean;
  /** Only for the compiler: the type of a row's cell. */
  readonly type?: Type;
}

const column = <Type>(kind: ColumnKind, length?: number): Column<Type> => ({
  kind,
  isNullable: false,
  ...(length !== undefined && { length }),
});

/** A UUID in lower case. */
export const idColumn = (): Column<string> => column('code', 36);
/** A business key as `protocol` limits it. */
export const keyColumn = (): Column<string> => column('code', 40);
export const codeColumn = <Code extends string = string>(length: number): Column<Code> => column('code', length);
/** SHA-256 in lower-case hexadecimal. */
export const digestColumn = (): Column<string> => column('code', 64);
/** A calendar day, `2026-08-10`. */
export const dateColumn = (): Column<string> => column('code', 10);
export const textColumn = (length: number): Column<string> => column('text', length);
export const documentColumn = (): Column<string> => column('document');
/** Money in minor units of the row's currency. */
export const amountColumn = (): Column<number> => column('integer');
export const instantColumn = (): Column<number> => column('integer');
/** A count, a counter, a scaled quantity. */
export const integerColumn = (): Column<number> => column('integer');
export const flagColumn = (): Column<0 | 1> => column('flag');
/** An integer beyond 2^53, kept as text. */
export const bigintTextColumn = (): Column<string> => column('code', 31);

export const nullable = <Type>(inner: Column<Type>): Column<Type | null> => ({ ...inner, isNullable: true });
