import {
  priceGroupsOf,
  VersionShelf,
  type CatalogConfiguration,
  type CatalogReader,
  type PriceGroupSeeker,
  type ScannedProduct,
} from '@app/channel-db';
import {
  affiliationsOf,
  isRepriced,
  labelValue,
  readLabel,
  type Buyer,
  type Cart,
  type ChannelRules,
  type Label,
  type Offer,
  type PriceAdjustment,
  type PricedBuyer,
  type PriceRow,
  type PricingBook,
  type Product,
  type ProductBarcode,
} from '@app/commerce';
import {
  amount,
  barcodeKey,
  DomainError,
  minuteReached,
  quantity,
  type Amount,
  type Clock,
  type Instant,
  type Quantity,
} from '@app/kernel';
import { sellingError } from './errors';
import type { Seller } from './ports';

/** How a register names a product. */
export interface WantedProduct {
  readonly barcode?: string | undefined;
  readonly productId?: string | undefined;
}

/** What a name stands for; a label brings its weight or its total. */
export interface FoundProduct {
  readonly product: Product;
  readonly barcode: ProductBarcode | null;
  readonly labelAmount: Amount | null;
  readonly labelWeight: Quantity | null;
  /** It is a slip of a bottle machine, and `labelAmount` what it gives back; absent on all others. */
  readonly depositSlip?: { readonly code: string } | undefined;
}

/** What a channel sells by, with the configuration it was gathered from. */
export interface SellingTerms {
  readonly rules: ChannelRules;
  readonly configuration: CatalogConfiguration;
}

/** Terms, products and prices for a request, all of one catalog version. */
export interface Gathered extends SellingTerms {
  readonly book: PricingBook;
  /** In the order asked; undefined for what nobody knows. */
  readonly found: readonly (FoundProduct | undefined)[];
}

/** One row of the shelf: what the catalog says of a barcode or a product. */
interface Row {
  readonly product: Product;
  readonly prices: readonly PriceRow[];
  readonly adjustments: readonly PriceAdjustment[];
  readonly barcode: ProductBarcode | null;
}

/** The cart the products come into, if there is one, and when. */
interface Basket {
  readonly cart: Cart | undefined;
  readonly at: Instant;
}

/** A package was applied between two reads: what was gathered does not belong together. */
class OtherVersion extends Error {}

type Links = NonNullable<PricingBook['links']>;

const NOTHING_LINKED: Links = new Map();

/** Attempts until every read was of one version; a package would have to be applied in each of them. */
const ATTEMPTS = 10;

/** Gathers from the catalog, before any unit of work, what the engine will be given. */
export class ProductFinder {
  private readonly shelf = new VersionShelf<Row | null>();

  constructor(
    private readonly catalog: CatalogReader,
    private readonly businessClock: Clock,
  ) {}

  /** The channel's terms as they are now. */
  async terms(channelId: string): Promise<SellingTerms> {
    const terms = await this.catalog.channel(channelId);
    if (!terms) throw sellingError('channel.unknown', 'the channel was not sent down to this box', { channelId });
    return terms;
  }

  /** Also brings the products of the cart where its lines are to be priced anew. Offers are those in play at `at`. */
  async gather(
    seller: Seller,
    wanted: readonly WantedProduct[],
    cart: Cart | undefined,
    at: Instant = this.businessClock.now(),
  ): Promise<Gathered> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const terms = await this.terms(seller.channelId);
      try {
        return { ...terms, ...(await this.gatherAt(terms, seller, wanted, { cart, at })) };
      } catch (error) {
        if (!(error instanceof OtherVersion)) throw error;
      }
    }
    throw new DomainError('catalog.busy', 'the catalog kept changing while it was read', { retryable: true });
  }

  private async gatherAt(
    terms: SellingTerms,
    seller: Seller,
    wanted: readonly WantedProduct[],
    { cart, at }: Basket,
  ): Promise<Pick<Gathered, 'book' | 'found'>> {
    const { rules } = terms;
    const byBarcode = await this.readTogether(rules, seller, wanted);
    const priced = cart && isRepriced(cart, rules) ? productsOf(cart) : [];
    const byId = await this.rowsById(rules, seller, [...wanted, ...priced]);
    const rows: Row[] = [];
    const found: (FoundProduct | undefined)[] = [];
    for (const [index, { barcode, productId = '' }] of wanted.entries()) {
      const row = barcode === undefined ? byId.get(productId) : byBarcode[index];
      const hit = row ? { row, found: plain(row) } : barcode === undefined ? undefined : await this.find(rules, seller, barcode);
      if (hit) rows.push(hit.row);
      found.push(hit?.found);
    }
    rows.push(...priced.flatMap(({ productId }) => byId.get(productId) ?? []));
    const offers = rows.length === 0 ? [] : await this.offersFor(terms, seller, rows, { cart, at });
    const buyer = cart?.buyer && pricedBuyer(terms, seller, cart.buyer);
    const links = rows.length === 0 ? NOTHING_LINKED : await this.linksOf(rules, seller, rows);
    const linked = links.size === 0 ? rows : [...rows, ...(await this.linkedRows(rules, seller, links))];
    const more = { ...(links.size > 0 && { links }), ...(buyer && { buyer }), ...(offers.length > 0 && { offers }) };
    return { book: { ...bookOf(linked, rules.catalogVersion), ...more }, found };
  }

  private async linksOf({ catalogVersion }: ChannelRules, { legalEntityId }: Seller, rows: readonly Row[]): Promise<Links> {
    const productIds = rows.map(({ product }) => product.productId);
    const { links, catalogVersion: read } = await this.catalog.links.linksOf(catalogVersion, legalEntityId, productIds);
    if (read !== catalogVersion) throw new OtherVersion();
    return links;
  }

  /** What comes with the goods of a request: a few deposits, which all bottles share. */
  private async linkedRows(rules: ChannelRules, seller: Seller, links: Links): Promise<Row[]> {
    const linked = [...links.values()].flatMap((ofOne) => ofOne.map(({ linkedProductId: productId }) => ({ productId })));
    return [...(await this.rowsById(rules, seller, linked)).values()];
  }

  /** The offers in play for these products, with lines for them alone. */
  private async offersFor(
    { rules, configuration }: SellingTerms,
    seller: Seller,
    rows: readonly Row[],
    { cart, at }: Basket,
  ): Promise<readonly Offer[]> {
    const { offers, catalogVersion } = await this.catalog.offers.offersFor(configuration, {
      ...seekerOf(seller, cart?.buyer),
      currency: rules.currency,
      minute: minuteReached(at, rules.timeZone),
      products: rows.map(({ product }) => product),
      couponOfferIds: cart?.coupons?.map(({ offerId }) => offerId),
    });
    if (catalogVersion !== rules.catalogVersion) throw new OtherVersion();
    return offers;
  }

  /**
   * What the barcodes of a request stand for, in the order asked: from the shelf, and what the shelf lacks with one read. A single one
   * is read where it is needed, and so is what no product carries.
   */
  private async readTogether(
    { catalogVersion }: ChannelRules,
    seller: Seller,
    wanted: readonly WantedProduct[],
  ): Promise<(Row | null | undefined)[]> {
    const keys = wanted.map(({ barcode }) => (barcode === undefined ? undefined : barcodeKey(barcode)));
    // Built once: a map interns every text it is asked for.
    const names = keys.map((key) => (key === undefined ? undefined : onShelf(seller, `barcode ${key}`)));
    const rows = names.map((name) => (name === undefined ? undefined : this.shelf.get(catalogVersion, name)));
    const missing = keys.flatMap((key, index) => (key === undefined || rows[index] !== undefined ? [] : [{ key, index }]));
    if (missing.length < 2) return rows;
    const read = await this.catalog.byBarcodes(seller, [...new Set(missing.map(({ key }) => key))]);
    if (read.catalogVersion !== catalogVersion) throw new OtherVersion();
    for (const { key, index } of missing) {
      const row = rowOf(read.byBarcode.get(key));
      this.shelf.put(catalogVersion, names[index] ?? '', row);
      rows[index] = row;
    }
    return rows;
  }

  /** Products named by their ids; what the shelf lacks is read at once. */
  private async rowsById(
    { catalogVersion }: ChannelRules,
    seller: Seller,
    wanted: readonly WantedProduct[],
  ): Promise<ReadonlyMap<string, Row>> {
    const rows = new Map<string, Row>();
    const missing = new Set<string>();
    for (const { barcode, productId } of wanted) {
      if (barcode !== undefined || productId === undefined) continue;
      const known = this.shelf.get(catalogVersion, onShelf(seller, `product ${productId}`));
      if (known) rows.set(productId, known);
      if (known === undefined) missing.add(productId);
    }
    if (missing.size === 0) return rows;
    const book = await this.catalog.book(seller, [...missing]);
    if (book.catalogVersion !== catalogVersion) throw new OtherVersion();
    for (const productId of missing) {
      const row = rowIn(book, productId, null);
      this.shelf.put(catalogVersion, onShelf(seller, `product ${productId}`), row);
      if (row) rows.set(productId, row);
    }
    return rows;
  }

  private async find(rules: ChannelRules, seller: Seller, barcode: string): Promise<{ row: Row; found: FoundProduct } | undefined> {
    const row = await this.byKey(rules, seller, barcode);
    return row ? { row, found: plain(row) } : this.findByLabel(rules, seller, barcode);
  }

  /** An exact barcode comes first: only what no product carries is read as a label. */
  private async findByLabel(rules: ChannelRules, seller: Seller, text: string): Promise<{ row: Row; found: FoundProduct } | undefined> {
    const label = readLabel(text, rules.barcodeMasks);
    for (const code of label?.productCodes ?? []) {
      const row = await this.byKey(rules, seller, code);
      const found = row && label && labelled(plain(row), label, text, rules);
      if (found) return { row, found };
    }
    return undefined;
  }

  private async byKey({ catalogVersion }: ChannelRules, seller: Seller, text: string): Promise<Row | undefined> {
    const key = barcodeKey(text);
    if (key === undefined) return undefined;
    const shelfKey = onShelf(seller, `barcode ${key}`);
    const known = this.shelf.get(catalogVersion, shelfKey);
    if (known !== undefined) return known ?? undefined;
    const scanned = await this.catalog.byBarcode(seller, key);
    if (scanned.book.catalogVersion !== catalogVersion) throw new OtherVersion();
    const row = rowOf(scanned);
    this.shelf.put(catalogVersion, shelfKey, row);
    return row ?? undefined;
  }
}

/** The products of a cart's lines, each once. */
export function productsOf({ lines }: Pick<Cart, 'lines'>): { readonly productId: string }[] {
  return [...new Set(lines.flatMap(({ productId }) => productId ?? []))].map((productId) => ({ productId }));
}

/** For whom prices and offers are looked for. */
function seekerOf({ legalEntityId, channelId }: Seller, buyer: Buyer | undefined): PriceGroupSeeker {
  if (!buyer) return { legalEntityId, channelId };
  const { priceGroupId = null } = buyer.customer ?? {};
  const { loyaltyTierId } = buyer;
  return {
    legalEntityId, channelId, affiliationIds: affiliationsOf(buyer),
    loyaltyTierIds: loyaltyTierId === null ? [] : [loyaltyTierId], priceGroupIds: priceGroupId === null ? [] : [priceGroupId],
  }; // prettier-ignore
}

function pricedBuyer({ configuration }: SellingTerms, seller: Seller, buyer: Buyer): PricedBuyer {
  const groups = priceGroupsOf(configuration, seekerOf(seller, buyer));
  return {
    customerId: buyer.customer?.customerId ?? null,
    priceGroups: new Map(groups.map(({ priceGroupId, priority }) => [priceGroupId, priority])),
  };
}

const onShelf = ({ channelId }: Seller, name: string): string => `${channelId} ${name}`;

const rowOf = (scanned: ScannedProduct | undefined): Row | null =>
  scanned?.barcode ? rowIn(scanned.book, scanned.barcode.productId, scanned.barcode) : null;

function rowIn({ products, prices, adjustments }: PricingBook, productId: string, barcode: ProductBarcode | null): Row | null {
  const product = products.get(productId);
  return product ? { product, prices: prices.get(productId) ?? [], adjustments: adjustments?.get(productId) ?? [], barcode } : null;
}

const plain = ({ product, barcode }: Row): FoundProduct => ({ product, barcode, labelAmount: null, labelWeight: null });

/** What a label of a product says; undefined where its digits say nothing that can be sold or paid out. */
function labelled(found: FoundProduct, label: Label, text: string, { currency }: ChannelRules): FoundProduct | undefined {
  const value = labelValue(label, label.carries === 'weight' ? 3 : currency.minorDigits);
  if (value === undefined) return undefined;
  switch (label.carries) {
    case 'price':
      return { ...found, labelAmount: amount(value) };
    case 'weight':
      return { ...found, labelWeight: quantity(value) };
    case 'deposit-slip':
      return found.product.isDeposit ? { ...found, labelAmount: amount(-value), depositSlip: { code: text } } : undefined;
  }
}

function bookOf(rows: readonly Row[], catalogVersion: number): PricingBook {
  const adjusted = rows.filter(({ adjustments }) => adjustments.length > 0);
  return {
    catalogVersion,
    products: new Map(rows.map(({ product }) => [product.productId, product])),
    prices: new Map(rows.map(({ product, prices }) => [product.productId, prices])),
    ...(adjusted.length > 0 && { adjustments: new Map(adjusted.map(({ product, adjustments }) => [product.productId, adjustments])) }),
  };
}
