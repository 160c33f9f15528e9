import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** One article of a promotion, as a promotion file has it. Numbers are decimal texts; empty where the file says nothing. */
export interface PromotedArticle {
  readonly barcode: string;
  /** Pieces, or kilograms where it is a fraction. */
  readonly minimum: string;
  /** In shekels. What it is the price of follows from the reward type. */
  readonly price: string;
  readonly rate: string;
}

/** A promotion of one branch of one chain. */
export interface Promotion {
  /** Line of the file of its first article, counted from 1; the header is line 1. */
  readonly lineNumber: number;
  readonly chainName: string;
  readonly chainId: string;
  readonly branch: string;
  readonly promotionId: string;
  readonly text: string;
  readonly validTo: string;
  readonly isForClub: boolean;
  readonly needsCoupon: boolean;
  readonly rewardType: string;
  readonly articles: readonly PromotedArticle[];
}

const COLUMNS = {
  chainName: 0, chainId: 1, branch: 2, barcode: 3, promotionId: 4, text: 5, validTo: 6, minimum: 7, price: 8, rate: 9, club: 10, coupon: 11, rewardType: 12,
} as const; // prettier-ignore

/** Reads the promotions of a file; the articles of each stand together in it. `.gz` is unpacked on the way. */
export async function* readPromotionFile(path: string): AsyncGenerator<Promotion> {
  const bytes = createReadStream(path);
  const text = path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  const parser = text.pipe(parse({ bom: true, fromLine: 2, relaxQuotes: true, info: true }));
  for (const stream of [bytes, text]) stream.once('error', (error: Error) => parser.destroy(error));
  let current: (Promotion & { articles: PromotedArticle[] }) | undefined;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    const next = promotionOf(record, info.lines);
    if (current && isSame(current, next)) current.articles.push(...next.articles);
    else {
      if (current) yield current;
      current = next;
    }
  }
  if (current) yield current;
}

function promotionOf(cells: readonly string[], lineNumber: number): Promotion & { articles: PromotedArticle[] } {
  const cell = (column: number): string => cells[column]?.trim() ?? '';
  return {
    lineNumber,
    chainName: cell(COLUMNS.chainName), chainId: cell(COLUMNS.chainId), branch: cell(COLUMNS.branch), promotionId: cell(COLUMNS.promotionId), text: cell(COLUMNS.text),
    validTo: cell(COLUMNS.validTo), isForClub: cell(COLUMNS.club) === '1', needsCoupon: cell(COLUMNS.coupon) === '1',
    rewardType: cell(COLUMNS.rewardType),
    articles: [{ barcode: cell(COLUMNS.barcode), minimum: cell(COLUMNS.minimum), price: cell(COLUMNS.price), rate: cell(COLUMNS.rate) }],
  }; // prettier-ignore
}

const isSame = (a: Promotion, b: Promotion): boolean => a.promotionId === b.promotionId && a.branch === b.branch && a.chainId === b.chainId;
