import Database from 'better-sqlite3';
import { join } from 'node:path';
import asyncClient from '../../dist/libs/async-client/src/index.js';

const SYLLABLES =
  'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su'.split(' ');
const WORDS = 30_000;
/** A fifth of all names has the first of these, as no real assortment does: the hardest word to rank. */
const COMMON = ['organic', 'family', 'classic'];
const SIZES = ['100g', '250g', '330ml', '500ml', '750ml', '1l', '1.5l', '6x330ml'];

const mix = (id) => {
  let x = Math.imul(id ^ (id >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  return (x ^ (x >>> 16)) >>> 0;
};

/** Words as languages have them: a few in most names, most of them in few. */
function wordAt(number) {
  let [text, rest] = ['', number + 50];
  for (; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) text += SYLLABLES[rest % SYLLABLES.length];
  return text;
}
const skewed = (random) => Math.floor(WORDS ** (random / 2 ** 32)) - 1;

export function nameOf(id) {
  const parts = [];
  for (let at = 0; at < 2 + (mix(id) % 4); at++) parts.push(wordAt(skewed(mix(id * 31 + at))));
  if (mix(id * 7) % 5 === 0) parts.push(COMMON[mix(id * 11) % 2 === 0 ? 0 : 1 + (mix(id) % 2)]);
  parts.push(SIZES[mix(id * 13) % SIZES.length]);
  return parts.join(' ');
}

const ofEntity = 'grocer';
export const barcodeOf = (id) => String(7_290_000_000_000 + id * 37).padStart(14, '0');

/** A catalog folder with so many products of one store, with a barcode and a price each, put in without packages. */
export async function searchCatalog(folder, count) {
  await asyncClient.prepareCatalog(folder);
  const file = join(folder, 'catalog-1.db');
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  const product = db.prepare(
    `INSERT INTO product (legal_entity_id, product_id, name, category_id, item_tax_group_id, unit_id, is_weighed, must_key_in_price,
       minimum_age, is_discountable, is_blocked) VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
  );
  const barcode = db.prepare('INSERT INTO product_barcode (legal_entity_id, barcode, product_id, unit_id, quantity) VALUES (?,?,?,?,?)');
  const price = db.prepare(
    'INSERT INTO price (channel_id, price_id, legal_entity_id, product_id, unit_id, unit_price, valid_from, valid_to) VALUES (?,?,?,?,?,?,?,?)',
  );
  db.transaction(() => {
    for (let id = 1; id <= count; id++) {
      const productId = `P${String(id).padStart(8, '0')}`;
      product.run(ofEntity, productId, nameOf(id), `C${mix(id) % 300}`, 'full', 'pc', id % 9 === 0 ? 1 : 0, 0, null, 1, 0);
      barcode.run(ofEntity, barcodeOf(id), productId, 'pc', 1000);
      price.run('store', productId, ofEntity, productId, 'pc', 10_000 + (mix(id) % 900_000), '2000-01-01', '2154-12-31');
    }
    db.exec('UPDATE catalog_state SET version = 1');
  })();
  db.exec('ANALYZE');
  db.close();
  return file;
}

/** The same names in SQLite's own full-text table, and what asks it: words and beginnings, the best twenty by rank. */
export function fullTextFile(file, count) {
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  db.exec("CREATE VIRTUAL TABLE names USING fts5(name, prefix='2 3')");
  const insert = db.prepare('INSERT INTO names (rowid, name) VALUES (?, ?)');
  db.transaction(() => {
    for (let id = 1; id <= count; id++) insert.run(id, nameOf(id));
  })();
  const best = db.prepare('SELECT rowid, name FROM names WHERE names MATCH ? ORDER BY rank LIMIT 20');
  const ask = (text) => best.all(text.split(' ').map((word) => `"${word}"*`).join(' ')); // prettier-ignore
  return { db, ask };
}
