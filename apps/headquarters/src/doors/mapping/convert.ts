import { localDate, type EntityDefinition } from '@app/protocol';
import type { z } from 'zod';
import { importedCode } from '../imported-code';
import type { Mapping } from './mapping';

/** What a field takes, as far as a text must be read for it. */
export type ValueKind = 'text' | 'barcode' | 'decimal' | 'integer' | 'flag' | 'date' | 'list';

/** A text that does not stand for a value of its field. The message says so in words. */
export class Unreadable extends Error {}

type Forms = Pick<Mapping, 'decimalComma' | 'dateFormat' | 'wrongCheckDigits'>;

export function kindOf(entity: EntityDefinition, field: string): ValueKind {
  const type = (entity.schema.shape as Readonly<Record<string, z.core.$ZodType>>)[field];
  if (entity.name === 'productBarcode' && field === 'barcode') return 'barcode';
  return type === localDate ? 'date' : kindOfType(type);
}

function kindOfType(type: z.core.$ZodType | undefined): ValueKind {
  const { def } = (type as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'nullable':
    case 'optional': return kindOfType(def.innerType);
    case 'boolean': return 'flag';
    case 'number': return 'integer';
    // The only codecs of rows sent down turn decimal texts into scaled integers.
    case 'pipe': return 'decimal';
    case 'array': return 'list';
    default: return 'text';
  } // prettier-ignore
}

const FLAGS: Readonly<Record<string, boolean>> = { true: true, '1': true, yes: true, false: false, '0': false, no: false };

/** The value as it stands on the wire. */
export function convert(text: string, kind: ValueKind, forms: Forms): unknown {
  switch (kind) {
    case 'text': return text;
    case 'barcode': return barcode(text, forms);
    case 'decimal': return decimal(text, forms);
    case 'integer': return integer(text);
    case 'date': return date(text, forms);
    case 'flag': return FLAGS[text.toLowerCase()] ?? fail(text, 'is neither yes nor no');
    case 'list': return text.split(',').map((one) => one.trim());
  } // prettier-ignore
}

function fail(text: string, why: string): never {
  throw new Unreadable(`"${text.slice(0, 40)}" ${why}`);
}

function barcode(text: string, { wrongCheckDigits }: Forms): string {
  const accepted = importedCode(text, wrongCheckDigits);
  return accepted.kind === 'refused' ? fail(text, `is no barcode: ${accepted.reason}`) : accepted.key;
}

/** Digits are never grouped: what would be read two ways is refused. */
function decimal(text: string, { decimalComma }: Forms): string {
  const form = decimalComma ? /^-?\d+(,\d+)?$/ : /^-?\d+(\.\d+)?$/;
  return form.test(text) ? text.replace(',', '.') : fail(text, `is not a number such as ${decimalComma ? '1,50' : '1.50'}`);
}

function integer(text: string): number {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : fail(text, 'is not a whole number');
}

function date(text: string, { dateFormat }: Forms): string {
  const piece = (name: string): string => {
    const at = dateFormat.indexOf(name);
    return text.slice(at, at + name.length);
  };
  const day = `${piece('YYYY')}-${piece('MM')}-${piece('DD')}`;
  const written = dateFormat.replace('YYYY', piece('YYYY')).replace('MM', piece('MM')).replace('DD', piece('DD'));
  return written === text && isDay(day) ? day : fail(text, `is not a day written as ${dateFormat}`);
}

function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
