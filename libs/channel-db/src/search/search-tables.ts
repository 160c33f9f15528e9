import { codeColumn, defineTable, documentColumn, flagColumn, integerColumn, keyColumn, nullable, textColumn } from '@app/database';

/** A product as it was indexed. Its number is its place in the postings. */
export const searchProductTable = defineTable(
  'search_product',
  {
    legal_entity_id: keyColumn(), product_id: keyColumn(), number: integerColumn(), name: textColumn(200), category_id: nullable(keyColumn()),
    is_weighed: flagColumn(),
  },
  { key: ['legal_entity_id', 'product_id'], indexes: [{ name: 'search_product_number', columns: ['number'], isUnique: true }] },
); // prettier-ignore

/** The vocabulary. `opening` is the first two letters of a word. A word that no product has any more stays, with a count of 0. */
export const searchWordTable = defineTable(
  'search_word',
  { word_id: integerColumn(), legal_entity_id: keyColumn(), word: codeColumn(60), opening: codeColumn(4), product_count: integerColumn() },
  {
    key: ['word_id'],
    indexes: [
      { name: 'search_word_word', columns: ['legal_entity_id', 'word'], isUnique: true },
      { name: 'search_word_opening', columns: ['legal_entity_id', 'opening', 'product_count', 'word_id'] },
    ],
  },
);

/** Which products have a word: a row for each block of numbers in which one has. */
export const searchPostingTable = defineTable(
  'search_posting',
  { word_id: integerColumn(), block: integerColumn(), numbers: documentColumn() },
  { key: ['word_id', 'block'] },
);

/** Each word under all its forms with a letter left out. */
export const searchSpellingTable = defineTable(
  'search_spelling',
  { legal_entity_id: keyColumn(), form: codeColumn(20), word_id: integerColumn() },
  { key: ['legal_entity_id', 'form', 'word_id'] },
);

/** Barcodes by what they end with, turned round. */
export const searchBarcodeTable = defineTable(
  'search_barcode',
  { legal_entity_id: keyColumn(), barcode: codeColumn(40), ending: codeColumn(8) },
  { key: ['legal_entity_id', 'barcode'], indexes: [{ name: 'search_barcode_ending', columns: ['legal_entity_id', 'ending', 'barcode'] }] },
);
