// A made-up catalog of 12-column products, the same on every machine.
export const PRODUCT_COUNT = 100_000;

const WORDS = 'alpine cotton jacket shirt blue red green running shoe leather belt water bottle coffee organic dark'.split(' ');
const word = (number) => WORDS[number % WORDS.length];

export const barcodeOf = (id) => String(4_000_000_000_000 + ((id * 7919) % 999_999_937) * 13);

export function productRow(id) {
  const mix = Math.imul(id, 2654435761) >>> 0;
  const name = `${word(mix)} ${word(mix >>> 5)} ${word(mix >>> 10)} ${id % 9973}`;
  const description = `${name} for the ${word(mix >>> 23)} season`;
  const item = `ITM${String(id).padStart(8, '0')}`;
  const at = '2026-01-01T00:00:00Z';
  return [id, item, barcodeOf(id), name, description, mix % 512, 100 + (mix % 99_900), 50 + (mix % 50_000), `TAX${mix % 5}`, 'EA', 1, at];
}

export const COLUMNS =
  'id INTEGER PRIMARY KEY, item_id TEXT, barcode TEXT, name TEXT, description TEXT, category_id INTEGER, price INTEGER, ' +
  'cost INTEGER, tax_group TEXT, unit TEXT, version INTEGER, modified_at TEXT';
