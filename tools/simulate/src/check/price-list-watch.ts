import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random';
import type { Commerce } from '../register/commerce';
import { priceOf, productId } from '../store/chain';

interface Page {
  readonly catalogVersion: number;
  readonly products: readonly { readonly productId: string; readonly unitPrice: string | null }[];
}

const LIST_LENGTH = 200;
const PAUSE_MS = 100;

/** Reads lists of prices all the while, and notes each that is not wholly the old one or wholly the new one. */
export class PriceListWatch {
  listsSeen = 0;
  hasSeenNew = false;
  readonly halfLists: string[] = [];
  /** Which prices a catalog version was seen with. */
  private readonly pricesOf = new Map<number, 'old' | 'new'>();

  constructor(
    private readonly commerce: Commerce,
    private readonly goods: { readonly productCount: number; readonly shiftCents: number },
    private readonly random: Random,
  ) {}

  async until(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const from = this.random.between(0, Math.max(0, this.goods.productCount - LIST_LENGTH - 1));
      const { content } = await this.commerce.ask((api) =>
        api.GET('/api/v1/products', { params: { query: { limit: LIST_LENGTH, cursor: productId(from) } } }),
      );
      this.judge(content, from + 1);
      await sleep(PAUSE_MS);
    }
  }

  private judge({ catalogVersion, products }: Page, firstIndex: number): void {
    this.listsSeen += 1;
    const isAll = (shiftCents: number) => products.every(({ unitPrice }, at) => unitPrice === priceOf(firstIndex + at, shiftCents));
    const kind = isAll(0) ? 'old' : isAll(this.goods.shiftCents) ? 'new' : undefined;
    const isFalse = kind === undefined || products.length === 0 || (kind === 'old' && this.hasSeenNew);
    const known = this.pricesOf.get(catalogVersion);
    if (isFalse || (known !== undefined && known !== kind)) this.halfLists.push(`version ${catalogVersion} from ${productId(firstIndex)}`);
    if (!kind) return;
    this.pricesOf.set(catalogVersion, kind);
    this.hasSeenNew ||= kind === 'new';
  }
}
