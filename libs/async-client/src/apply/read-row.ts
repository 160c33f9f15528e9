import { createHash } from 'node:crypto';
import type { EntityDefinition } from '@app/protocol';

type Fields = Readonly<Record<string, unknown>>;

/** What a line of a segment asks for. A refused one goes to quarantine and delays nothing else. */
export type RowChange =
  | { readonly kind: 'upsert' | 'delete'; readonly value: Fields }
  | { readonly kind: 'refused'; readonly rowKey: string; readonly reason: string };

const LONGEST_REASON = 1000;
const LONGEST_KEY = 300;

export function readRow({ key, schema }: EntityDefinition, line: string): RowChange {
  const json = jsonObject(line);
  if (!json) return { kind: 'refused', rowKey: digestOf(line), reason: 'not a JSON object' };
  if ('$delete' in json) return readDeletion(key, json.$delete, line);
  const result = schema.safeParse(json);
  if (result.success) return { kind: 'upsert', value: result.data };
  const reason = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return { kind: 'refused', rowKey: rowKeyOf(key, json, line), reason: reason.slice(0, LONGEST_REASON) };
}

/** The key fields of a row as JSON, by which quarantine names it; the line's digest where it has no usable key. */
export function rowKeyOf(keyFields: readonly string[], value: Fields, line: string): string {
  const text = JSON.stringify(Object.fromEntries(keyFields.map((field) => [field, value[field]])));
  return hasKey(keyFields, value) && text.length <= LONGEST_KEY ? text : digestOf(line);
}

function readDeletion(keyFields: readonly string[], key: unknown, line: string): RowChange {
  if (isObject(key) && hasKey(keyFields, key)) return { kind: 'delete', value: key };
  return { kind: 'refused', rowKey: digestOf(line), reason: 'a deletion without its key' };
}

function hasKey(keyFields: readonly string[], value: Fields): boolean {
  return keyFields.every((field) => typeof value[field] === 'string' || typeof value[field] === 'number');
}

/** The object a line stands for; undefined when it is none. */
export function jsonObject(line: string): Fields | undefined {
  try {
    const json: unknown = JSON.parse(line);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same each time the package is applied. */
function digestOf(line: string): string {
  return `line:${createHash('sha256').update(line).digest('hex')}`;
}
