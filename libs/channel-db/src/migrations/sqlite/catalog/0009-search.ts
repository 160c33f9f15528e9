import type { Migration } from '@app/database';

/** The search index. It is made of products and barcodes by the box itself, at first of all of them. */
export const catalog0009: Migration = {
  name: '0009-search',
  statements: [
    `CREATE TABLE search_state (
  id INTEGER NOT NULL, catalog_version INTEGER NOT NULL, last_number INTEGER NOT NULL,
  PRIMARY KEY (id)
)`,
    `INSERT INTO search_state (id, catalog_version, last_number) VALUES (1, 0, 0)`,
    `CREATE TABLE search_product (
  legal_entity_id TEXT NOT NULL, product_id TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, category_id TEXT,
  is_weighed INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, product_id)
) WITHOUT ROWID`,
    `CREATE UNIQUE INDEX search_product_number ON search_product (number)`,
    `CREATE TABLE search_word (
  word_id INTEGER NOT NULL, legal_entity_id TEXT NOT NULL, word TEXT NOT NULL, opening TEXT NOT NULL, product_count INTEGER NOT NULL,
  PRIMARY KEY (word_id)
)`,
    `CREATE UNIQUE INDEX search_word_word ON search_word (legal_entity_id, word)`,
    `CREATE INDEX search_word_opening ON search_word (legal_entity_id, opening, product_count, word_id)`,
    `CREATE TABLE search_posting (
  word_id INTEGER NOT NULL, block INTEGER NOT NULL, numbers TEXT NOT NULL,
  PRIMARY KEY (word_id, block)
) WITHOUT ROWID`,
    `CREATE TABLE search_spelling (
  legal_entity_id TEXT NOT NULL, form TEXT NOT NULL, word_id INTEGER NOT NULL,
  PRIMARY KEY (legal_entity_id, form, word_id)
) WITHOUT ROWID`,
    `CREATE TABLE search_barcode (
  legal_entity_id TEXT NOT NULL, barcode TEXT NOT NULL, ending TEXT NOT NULL,
  PRIMARY KEY (legal_entity_id, barcode)
) WITHOUT ROWID`,
    `CREATE INDEX search_barcode_ending ON search_barcode (legal_entity_id, ending, barcode)`,
  ],
};
