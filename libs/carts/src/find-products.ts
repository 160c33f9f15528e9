import {
  bookOf,
  priceGroupsOf,
  type CatalogConfiguration,
  type CatalogReader,
  type PriceGroupSeeker,
  type ShelfRow,
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
  type PricedBuyer,
  type PricingBook,
  type Product,
  type ProductBarcode,
} from '@app/commerce';
import { amount, DomainError, minuteReached, quantity, type Amount, type Clock, type Instant, type Quantity } from '@app/kernel';
import { sellingError } from './errors';
import type { Seller } from './ports';
import { OtherVersion, ProductShelf, type Links, type WantedProduct } from './product-shelf';

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

/** The cart the products come into, if there is one, and when. */
interface Basket {
  readonly cart: Cart | undefined;
  readonly at: Instant;
}

const NOTHING_LINKED: Links = new Map();

/** Attempts until every read was of one version; a package would have to be applied in each of them. */
const ATTEMPTS = 10;

/** Gathers from the catalog, before any unit of work, what the engine will be given. */
export class ProductFinder {
  private readonly shelf: ProductShelf;

  constructor(
    private readonly catalog: CatalogReader,
    private readonly businessClock: Clock,
  ) {
    this.shelf = new ProductShelf(catalog);
  }

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
    const byBarcode = await this.shelf.readTogether(rules, seller, wanted);
    const priced = cart && isRepriced(cart, rules) ? productsOf(cart) : [];
    const byId = await this.shelf.rowsById(rules, seller, [...wanted, ...priced]);
    const rows: ShelfRow[] = [];
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
    const links = rows.length === 0 ? NOTHING_LINKED : await this.shelf.linksOf(rules, seller, rows);
    const linked = links.size === 0 ? rows : [...rows, ...(await this.linkedRows(rules, seller, links))];
    const more = { ...(links.size > 0 && { links }), ...(buyer && { buyer }), ...(offers.length > 0 && { offers }) };
    return { book: { ...bookOf(linked, rules.catalogVersion), ...more }, found };
  }

  /** What comes with the goods of a request: a few deposits, which all bottles share. */
  private async linkedRows(rules: ChannelRules, seller: Seller, links: Links): Promise<ShelfRow[]> {
    const linked = [...links.values()].flatMap((ofOne) => ofOne.map(({ linkedProductId: productId }) => ({ productId })));
    return [...(await this.shelf.rowsById(rules, seller, linked)).values()];
  }

  /** The offers in play for these products, with lines for them alone. */
  private async offersFor(
    { rules, configuration }: SellingTerms,
    seller: Seller,
    rows: readonly ShelfRow[],
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

  private async find(rules: ChannelRules, seller: Seller, barcode: string): Promise<{ row: ShelfRow; found: FoundProduct } | undefined> {
    const row = await this.shelf.byKey(rules, seller, barcode);
    return row ? { row, found: plain(row) } : this.findByLabel(rules, seller, barcode);
  }

  /** An exact barcode comes first: only what no product carries is read as a label. */
  private async findByLabel(
    rules: ChannelRules,
    seller: Seller,
    text: string,
  ): Promise<{ row: ShelfRow; found: FoundProduct } | undefined> {
    const label = readLabel(text, rules.barcodeMasks);
    for (const code of label?.productCodes ?? []) {
      const row = await this.shelf.byKey(rules, seller, code);
      const found = row && label && labelled(plain(row), label, text, rules);
      if (found) return { row, found };
    }
    return undefined;
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

const plain = ({ product, barcode }: ShelfRow): FoundProduct => ({ product, barcode, labelAmount: null, labelWeight: null });

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
