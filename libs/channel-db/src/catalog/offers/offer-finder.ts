import { isOfferValid, narrowOffer, type Coupon, type Offer, type OfferLine } from '@app/commerce';
import type { Currency, LocalMinute } from '@app/kernel';
import type { CatalogSource } from '../catalog-source';
import type { CatalogConfiguration } from '../configuration';
import { priceGroupsOf, type PriceGroupSeeker } from '../price-groups';
import { VersionShelf } from '../version-shelf';
import { offerOf, type OfferRow } from './offer-values';
import {
  EVERYTHING,
  readCoupon,
  readOfferGround,
  readOfferLines,
  subjectOfCategory,
  subjectOfProduct,
  type FoundLine,
  type OfferGround,
} from './read-offers';

/** A product in a basket. */
export interface OfferedProduct {
  readonly productId: string;
  readonly categoryId: string | null;
}

/** Who asks, when, and for which goods. */
export interface OfferQuery extends PriceGroupSeeker {
  readonly currency: Currency;
  /** The minute reached on the store's wall clock. */
  readonly minute: LocalMinute;
  readonly products: readonly OfferedProduct[];
  /** Offers that coupons in the basket stand for. */
  readonly couponOfferIds?: readonly string[] | undefined;
}

/** Offers in play, by id. Their lines are narrowed to the products asked for; where they name a category, they name its products here. */
export interface FoundOffers {
  /** Another one than asked for when a package was applied meanwhile: then there are no offers here. */
  readonly catalogVersion: number;
  readonly offers: readonly Offer[];
}

/** A package was applied between two reads. */
class OtherVersion extends Error {
  constructor(readonly catalogVersion: number) {
    super();
  }
}

/**
 * Finds the offers in play for a basket. What offers say of a product is read once in a catalog version; whom and when they are for
 * is decided anew each time, without a read.
 */
export class OfferFinder {
  private readonly lines = new VersionShelf<readonly FoundLine[]>();
  private readonly grounds = new VersionShelf<OfferGround>();
  private readonly coupons = new VersionShelf<{ readonly coupon: Coupon | undefined }>();

  constructor(private readonly source: CatalogSource) {}

  async offersFor(configuration: CatalogConfiguration, query: OfferQuery): Promise<FoundOffers> {
    try {
      return await this.find(configuration, query);
    } catch (error) {
      if (!(error instanceof OtherVersion)) throw error;
      return { catalogVersion: error.catalogVersion, offers: [] };
    }
  }

  /** An enabled coupon, whenever it is valid; undefined when no coupon has the code. */
  async couponByCode(
    { version }: Pick<CatalogConfiguration, 'version'>,
    legalEntityId: string,
    code: string,
  ): Promise<{ readonly catalogVersion: number; readonly coupon: Coupon | undefined }> {
    const key = `${legalEntityId} ${code}`;
    const known = this.coupons.get(version, key);
    if (known) return { catalogVersion: version, ...known };
    const { catalogVersion, coupon } = await this.source.read((reader) => readCoupon(reader, legalEntityId, code));
    this.coupons.put(catalogVersion, key, { coupon });
    return { catalogVersion, coupon };
  }

  private async find(configuration: CatalogConfiguration, query: OfferQuery): Promise<FoundOffers> {
    const { version } = configuration;
    const { hasLines, parentOf } = await this.groundOf(version, query.legalEntityId);
    if (!hasLines) return { catalogVersion: version, offers: [] };
    const categoryIds = new Map(query.products.map(({ productId, categoryId }) => [productId, withAncestors(categoryId, parentOf)]));
    const found = await this.stock(version, query.legalEntityId, categoryIds);
    const placed = [...categoryIds].map(([productId, ids]) => ({ productId, categoryIds: ids }));
    const offers = found.length === 0 ? [] : inPlay(found, configuration, query);
    return { catalogVersion: version, offers: offers.flatMap((offer) => narrowOffer(offer, placed) ?? []) };
  }

  /** All lines on these products, on their categories and on everything. */
  private async stock(version: number, legalEntityId: string, categoryIds: ReadonlyMap<string, readonly string[]>): Promise<FoundLine[]> {
    const onShelf = (subject: string) => `${legalEntityId} ${subject}`;
    const productIds = [...categoryIds.keys()];
    const categories = [...new Set([...categoryIds.values()].flat())];
    const subjects = [...productIds.map(subjectOfProduct), ...categories.map(subjectOfCategory), EVERYTHING];
    const known = new Map(subjects.map((subject) => [subject, this.lines.get(version, onShelf(subject))]));
    const isMissing = (subject: string) => known.get(subject) === undefined;
    if (subjects.some(isMissing)) {
      const wanted = {
        productIds: productIds.filter((id) => isMissing(subjectOfProduct(id))),
        categoryIds: categories.filter((id) => isMissing(subjectOfCategory(id))),
      };
      const read = await this.source.read((reader) => readOfferLines(reader, legalEntityId, wanted));
      if (read.catalogVersion !== version) throw new OtherVersion(read.catalogVersion);
      for (const subject of subjects.filter(isMissing)) {
        const lines = read.bySubject.get(subject) ?? [];
        known.set(subject, lines);
        this.lines.put(version, onShelf(subject), lines);
      }
    }
    return subjects.flatMap((subject) => known.get(subject) ?? []);
  }

  private async groundOf(version: number, legalEntityId: string): Promise<OfferGround> {
    const known = this.grounds.get(version, legalEntityId);
    if (known) return known;
    const ground = await this.source.read((reader) => readOfferGround(reader, legalEntityId));
    if (ground.catalogVersion !== version) throw new OtherVersion(ground.catalogVersion);
    this.grounds.put(version, legalEntityId, ground);
    return ground;
  }
}

/** A category with all above it; one that stands above itself is followed once. */
function withAncestors(categoryId: string | null, parentOf: ReadonlyMap<string, string | null>): string[] {
  const path = new Set<string>();
  for (let at = categoryId; at !== null && parentOf.has(at) && !path.has(at); at = parentOf.get(at) ?? null) path.add(at);
  return [...path];
}

interface Gathered {
  readonly offer: OfferRow;
  readonly priceGroupIds: readonly string[];
  readonly lines: OfferLine[];
}

/** Of what was found, the offers that count for who asks, in this minute, in this money. */
function inPlay(found: readonly FoundLine[], configuration: CatalogConfiguration, query: OfferQuery): Offer[] {
  const priorities = new Map(priceGroupsOf(configuration, query).map(({ priceGroupId, priority }) => [priceGroupId, priority]));
  const offers = [...gathered(found).values()].flatMap(({ offer, priceGroupIds, lines }): Offer[] => {
    const holding = priceGroupIds.flatMap((id) => priorities.get(id) ?? []);
    const isOurs = offer.matchesAllPriceGroups ? holding.length === priceGroupIds.length : holding.length > 0;
    const isFree = !offer.needsCoupon || query.couponOfferIds?.includes(offer.offerId);
    if (!offer.isEnabled || offer.currency !== query.currency.code || !isOurs || !isFree) return [];
    const priority = offer.priority ?? Math.max(...holding);
    const value = offerOf(offer, { priority, lines, currency: query.currency });
    return value && isOfferValid(value, query.minute) ? [value] : [];
  });
  return offers.sort((a, b) => (a.offerId < b.offerId ? -1 : 1));
}

function gathered(found: readonly FoundLine[]): ReadonlyMap<string, Gathered> {
  const byOffer = new Map<string, Gathered>();
  for (const { offer, priceGroupIds, line } of found) {
    const known = byOffer.get(offer.offerId);
    if (known) known.lines.push(line);
    else byOffer.set(offer.offerId, { offer, priceGroupIds, lines: [line] });
  }
  for (const { lines } of byOffer.values()) lines.sort((a, b) => a.lineNumber - b.lineNumber);
  return byOffer;
}
