import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** A promotion by the columns of the file, read apart from the import. */
export interface Published {
  readonly chain: string;
  readonly branch: string;
  readonly id: string;
  readonly text: string;
  readonly validTo: string;
  readonly isClub: boolean;
  readonly isCoupon: boolean;
  readonly type: string;
  readonly articles: readonly PublishedArticle[];
}

export interface PublishedArticle {
  readonly barcode: string;
  readonly minimum: number;
  readonly price: number;
  readonly rate: number;
}

/** A shelf price in agorot. */
export interface Shelf {
  readonly price: number;
  readonly isWeighed: boolean;
}

function rowsOf(file: string): string[][] {
  const rows: string[][] = parse(gunzipSync(readFileSync(file)), { bom: true, fromLine: 2, relaxQuotes: true });
  return rows;
}

/** The lines of some chains alone, under the header of all. */
export function linesOfChains(file: string, chains: readonly string[]): string {
  const records = parse(gunzipSync(readFileSync(file)), { bom: true, relaxQuotes: true, raw: true }) as unknown as readonly {
    raw: string;
    record: string[];
  }[];
  const of = records.filter(({ record }, at) => at === 0 || chains.includes(record[1] ?? ''));
  return of.map(({ raw }) => raw).join('');
}

export function publishedIn(file: string): Published[] {
  const found = new Map<string, Published & { articles: PublishedArticle[] }>();
  for (const [, chain = '', branch = '', barcode = '', id = '', text = '', validTo = '', minimum, price, rate, club, coupon, type = ''] of rowsOf(file)) {
    const key = `${chain} ${branch} ${id}`;
    const known = found.get(key) ?? { chain, branch, id, text, validTo, isClub: club === '1', isCoupon: coupon === '1', type, articles: [] };
    known.articles.push({ barcode, minimum: Number(minimum), price: Number(price), rate: Number(rate) });
    found.set(key, known);
  } // prettier-ignore
  return [...found.values()];
}

/** By chain, branch and barcode. */
export function shelvesIn(file: string): Map<string, Shelf> {
  const shelves = new Map<string, Shelf>();
  for (const [, chain, branch, barcode, , , , , , , price, , weighed] of rowsOf(file)) {
    const key = `${chain} ${branch} ${barcode}`;
    if (!shelves.has(key)) shelves.set(key, { price: Math.round(Number(price) * 100), isWeighed: weighed === '1' });
  }
  return shelves;
}

/** By the columns alone: how many to take of one article, and how many agorot less that costs than on the shelf. */
export function savingByColumns(
  { type, isCoupon, text, chain }: Published,
  { minimum, price, rate }: PublishedArticle,
  shelf: Shelf,
): { count: number; saving: number } {
  const count = minimum <= 0.02 ? 1 : minimum;
  const full = Math.round(shelf.price * count);
  const isHundredth = price === 0 && ['7290803800003', '7290700100008'].includes(chain);
  const part = rate / (isHundredth ? 10_000 : 100);
  if (type === '0' && isCoupon && rate === 0) {
    const worth = Number(/(\d+)\s*ש/.exec(text)?.[1] ?? 0) * 100;
    return { count: Math.ceil(worth / shelf.price), saving: worth };
  }
  if (type === '0') return { count: count + 1, saving: Math.round(shelf.price * part) };
  if (type === '8' || type === '9') return { count, saving: Math.round(shelf.price * (part || 1)) };
  if (price === 0 || (type === '2' && rate > 0)) return { count, saving: Math.round(full * part) };
  return { count, saving: full - Math.round(price * 100) };
}
