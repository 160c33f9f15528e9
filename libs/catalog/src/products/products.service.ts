import { setImmediate } from 'node:timers/promises';
import { bookOf, type Assortment, type CatalogReader, type SellingData } from '@app/channel-db';
import { barcodeKey, minuteReached, type Clock } from '@app/kernel';
import { z } from 'zod';
import { catalogError } from '../errors';
import { priceMoment, viewIn, viewOf, type ProductView } from '../product-view';
import { channelRulesOf } from './channel-rules-of';
import { listedProductView, listedViews } from './listed-product';
import { checkPrice, type PriceCheckView, type PriceQuestion } from './price-check';

export const productPageView = z
  .object({ catalogVersion: z.int(), products: z.array(listedProductView), next: z.string().nullable() })
  .meta({ id: 'ProductPage' });
export type ProductPageView = z.output<typeof productPageView>;

/** Products of a page of the feed. */
const FEED_PAGE = 500;

/** Products as registers read them. */
export class ProductsService {
  constructor(
    private readonly catalog: CatalogReader,
    private readonly businessClock: Clock,
  ) {}

  async byId(of: Assortment, productId: string): Promise<ProductView> {
    return this.viewOr404(await this.catalog.sellingData(of, [productId]), productId);
  }

  async byBarcode(of: Assortment, barcode: string): Promise<ProductView> {
    const found = await this.catalog.scannedData(of, barcodeKey(barcode) ?? '');
    if (!found?.row) throw notFound();
    return viewOf(found.row, found.rules, priceMoment(found.rules, this.businessClock.now()));
  }

  /** What a product costs, for a question of its own. */
  async priceOf(of: Assortment, productId: string, question: PriceQuestion): Promise<PriceCheckView> {
    return this.checked(await this.catalog.sellingData(of, [productId]), productId, question);
  }

  /** The same for what a barcode stands for, in its unit and as many as it stands for where the question names none. */
  async priceOfBarcode(of: Assortment, text: string, question: Partial<PriceQuestion>): Promise<PriceCheckView> {
    const found = await this.catalog.scannedData(of, barcodeKey(text) ?? '');
    const { row, rules } = found ?? {};
    if (!rules || !row?.barcode) throw notFound();
    const { productId, unitId, quantity } = row.barcode;
    return this.checked({ rules, book: bookOf([row], rules.catalogVersion) }, productId, {
      customerId: null,
      ...question,
      unitId: question.unitId ?? unitId,
      quantity: question.quantity ?? quantity,
    });
  }

  async page(of: Assortment, limit: number, after: string | null): Promise<ProductPageView> {
    const rules = await channelRulesOf(this.catalog, of);
    const page = await this.catalog.productPage(of, { limit, after });
    return { catalogVersion: page.catalogVersion, next: page.next, products: listedViews(page, rules, this.businessClock.now()) };
  }

  /** Another tag, another feed: it names the catalog, the day, and the last minute of it at which prices changed. */
  async feedTag(of: Assortment): Promise<string> {
    const { catalogVersion, timeZone } = await channelRulesOf(this.catalog, of);
    const minute = minuteReached(this.businessClock.now(), timeZone);
    const changed = await this.catalog.lastPriceChange(of, minute);
    return `"${catalogVersion}-${changed ?? minute.slice(0, 10)}"`;
  }

  /**
   * Every product of one catalog version, a line of JSON each: first the version, last how many there were. A register that
   * sees another version in the last line began too early and asks again.
   */
  async *feed(of: Assortment): AsyncGenerator<string> {
    const rules = await channelRulesOf(this.catalog, of);
    const now = this.businessClock.now();
    yield line({ catalogVersion: rules.catalogVersion });
    let [count, after]: [number, string | null] = [0, null];
    do {
      const page = await this.catalog.productPage(of, { limit: FEED_PAGE, after });
      yield listedViews(page, rules, now).map(line).join('');
      count += page.products.length;
      after = page.next;
      // Reads are synchronous inside: whoever sells comes in between two pages.
      await setImmediate();
    } while (after !== null);
    yield line({ catalogVersion: await this.catalog.version(), count });
  }

  private checked(found: SellingData | undefined, productId: string, question: PriceQuestion): PriceCheckView {
    const price = found && checkPrice(found.book, productId, question, found.rules, this.businessClock.now());
    if (!price) throw notFound();
    return price;
  }

  private viewOr404(found: SellingData | undefined, productId: string): ProductView {
    const moment = found && priceMoment(found.rules, this.businessClock.now());
    const view = moment && viewIn(found.book, productId, found.rules, moment);
    if (!view) throw notFound();
    return view;
  }
}

const notFound = () => catalogError('product.not-found', 'there is no such product in this store');

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
