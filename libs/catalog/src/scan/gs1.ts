import { hasRightCheckDigit } from '@app/kernel';

/** What a GS1 code says about the article it is on. Batch, serial and dates are read past. */
export interface Gs1Content {
  /** 14 digits. */
  readonly gtin: string;
  /** Net weight in kilograms (310n) as an integer, with the digits after the point. */
  readonly weight: ScaledValue | null;
  /** Amount payable in the store's currency (392n) as an integer, with the digits after the point. */
  readonly price: ScaledValue | null;
}

export interface ScaledValue {
  readonly value: number;
  readonly decimals: number;
}

/** Application identifiers whose data has a fixed length; all others end at a separator (GS1 General Specifications 7.8.5). */
const FIXED_LENGTHS: readonly (readonly [prefix: string, length: number])[] = [
  ['00', 18], ['01', 14], ['02', 14], ['03', 14], ['04', 16], ['11', 6], ['12', 6], ['13', 6], ['14', 6], ['15', 6], ['16', 6], ['17', 6],
  ['18', 6], ['19', 6], ['20', 2], ['31', 6], ['32', 6], ['33', 6], ['34', 6], ['35', 6], ['36', 6], ['41', 13],
]; // prettier-ignore

/** Lengths of the identifiers themselves, by their first two digits. */
const FOUR_DIGITS = /^(?:31|32|33|34|35|36|39|70|72|80|81|82|43)/;
const THREE_DIGITS = /^(?:24|25|40|41|42|71)/;

const SEPARATOR = '\u001d';
/** What scanners put before a GS1 symbol to say what kind it is. */
const SYMBOLOGY = /^\](?:C1|d2|Q3|e0|J1)/;

type Elements = ReadonlyMap<string, string>;

/** Reads an element string as a scanner sends it, or with its identifiers in brackets as it is printed; undefined for anything else. */
export function readElementString(text: string): Gs1Content | undefined {
  const bare = withoutSeparator(text.replace(SYMBOLOGY, ''));
  return contentOf(bare.startsWith('(') ? bracketed(bare) : separated(bare));
}

/** Reads a Digital Link: `https://any.host/01/<gtin>/10/<batch>?3103=<weight>`. */
export function readDigitalLink(text: string): Gs1Content | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { pathname, searchParams } = new URL(text);
  const parts = pathname.split('/').filter((part) => part !== '');
  const from = parts.indexOf('01');
  if (from < 0) return undefined;
  const elements = new Map([...searchParams].filter(([name]) => /^\d{2,4}$/.test(name)));
  for (let index = from; index + 1 < parts.length; index += 2) elements.set(parts[index] ?? '', parts[index + 1] ?? '');
  return contentOf(elements);
}

function contentOf(elements: Elements | undefined): Gs1Content | undefined {
  const gtin = elements?.get('01')?.padStart(14, '0');
  if (!elements || gtin === undefined || !/^\d{14}$/.test(gtin) || !hasRightCheckDigit(gtin)) return undefined;
  return { gtin, weight: scaled(elements, '310'), price: scaled(elements, '392') };
}

/** The last digit of the identifier says how many of the data's digits follow the point. */
function scaled(elements: Elements, prefix: string): ScaledValue | null {
  for (const [identifier, data] of elements) {
    if (identifier.length !== 4 || !identifier.startsWith(prefix) || !/^\d{1,15}$/.test(data)) continue;
    return { value: Number(data), decimals: Number(identifier[3]) };
  }
  return null;
}

function bracketed(text: string): Elements | undefined {
  const elements = [...text.matchAll(/\((\d{2,4})\)([^(]*)/g)].map(([, identifier = '', data = '']) => [identifier, data] as const);
  return elements.length > 0 ? new Map(elements) : undefined;
}

function separated(text: string): Elements | undefined {
  if (!/^01\d{14}/.test(text)) return undefined;
  const elements = new Map<string, string>();
  let rest = text;
  while (rest !== '') {
    const identifier = identifierOf(rest);
    const after = rest.slice(identifier.length);
    const separator = after.indexOf(SEPARATOR);
    const end = lengthOf(identifier) ?? (separator < 0 ? after.length : separator);
    if (identifier === '' || after.length < end) return undefined;
    elements.set(identifier, after.slice(0, end));
    rest = withoutSeparator(after.slice(end));
  }
  return elements;
}

function identifierOf(text: string): string {
  const length = FOUR_DIGITS.test(text) ? 4 : THREE_DIGITS.test(text) ? 3 : 2;
  const identifier = text.slice(0, length);
  return /^\d+$/.test(identifier) && identifier.length === length ? identifier : '';
}

function lengthOf(identifier: string): number | undefined {
  return FIXED_LENGTHS.find(([prefix]) => identifier.startsWith(prefix))?.[1];
}

const withoutSeparator = (text: string): string => (text.startsWith(SEPARATOR) ? text.slice(1) : text);
