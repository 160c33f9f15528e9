/** An article of a promotion with what its columns and the shelf say. */
interface StatedArticle {
  readonly barcode: string;
  readonly name: string;
  readonly minimum: number;
  readonly price: number | null;
  /** Per cent. */
  readonly rate: number | null;
  readonly shelfPrice: number | null;
}

const FORM = /^קנה\s+(\d{1,2})\s+.+?\s+קבל\s+(.+)$/;

/**
 * `קנה 3 ... קבל ...`: buy three of these, get that. The gift is the one article of the promotion whose name holds the words of the text:
 * price files cut names short and write other endings, so that of two words one may begin the other, from three letters on.
 */
export function giftInText<Article extends StatedArticle>(
  text: string,
  articles: readonly Article[],
): { count: number; gift: Article } | undefined {
  const [, count, gift] = FORM.exec(text) ?? [];
  if (count === undefined || gift === undefined || articles.some(({ minimum }) => minimum !== Number(count))) return undefined;
  const wanted = wordsOf(gift);
  const named = articles.filter(({ name }) => {
    const words = wordsOf(name);
    return wanted.every((word) => words.some((other) => isAlike(word, other)));
  });
  return wanted.length > 0 && named.length === 1 && named[0] ? { count: Number(count), gift: named[0] } : undefined;
}

const wordsOf = (text: string): string[] => text.split(/[^\p{L}\d]+/u).filter((word) => word !== '');
const isAlike = (one: string, other: string): boolean =>
  one === other || (Math.min(one.length, other.length) >= 3 && (one.startsWith(other) || other.startsWith(one)));

/**
 * So many for a price, where no type says so but the rates do: each is how far, in per cent to two places, the price lies below what so
 * many cost on the shelf. 100.00 for two at 64.90 is 22.96.
 */
export function soManyByRate(articles: readonly StatedArticle[]): { count: number; price: number } | undefined {
  const [first] = articles;
  if (!first || first.price === null || first.price <= 0 || first.minimum < 1 || first.minimum % 1 !== 0) return undefined;
  const { minimum: count, price } = first;
  if (articles.some((one) => one.minimum !== count || one.price !== price)) return undefined;
  const onShelf = articles.filter(({ shelfPrice }) => shelfPrice !== null);
  const confirms = ({ rate, shelfPrice }: StatedArticle) =>
    ((1 - price / (count * (shelfPrice ?? 0))) * 100).toFixed(2) === rate?.toFixed(2);
  return onShelf.length > 0 && onShelf.every(confirms) ? { count, price } : undefined;
}
