import type { ChannelRules, PricingBook } from '@app/commerce';
import { DomainError, type LocalMinute } from '@app/kernel';
import type { Reader } from '@app/database';
import type { CatalogSource } from './catalog-source';
import { channelRules } from './channel-rules';
import { readConfiguration, readVersion, type CatalogConfiguration } from './configuration';
import {
  appliedPackage,
  appliedSessions,
  jobStates,
  quarantineCounts,
  quarantinedRows,
  type AppliedPackage,
  type AppliedSession,
  type JobState,
  type QuarantinedRow,
} from './download-state';
import { LinkFinder } from './link-finder';
import { OfferFinder } from './offers/offer-finder';
import { lastPriceChange } from './price-changes';
import { readBook, readByBarcode, readByBarcodes, type Assortment, type ScannedProduct, type ScannedProducts } from './pricing-book';
import { readListed, readProductPage, type ProductPage, type ProductPageQuery } from './product-page';
import { searchState, type SearchState } from '../search/index-changes';
import { VersionShelf } from './version-shelf';

/** What a channel sells by and the products a request names, of one catalog version. */
export interface SellingData {
  readonly rules: ChannelRules;
  readonly book: PricingBook;
}

/** Attempts to get two reads of one version; a package would have to be applied in each of them. */
const ATTEMPTS = 10;

/**
 * The catalog as selling sees it. What is cached is keyed by the version read in the same snapshot as its rows:
 * events may say that something changed, the version alone says what is true.
 */
export class CatalogReader {
  private cached: CatalogConfiguration | undefined;
  private readonly rulesOf = new Map<string, ChannelRules>();
  private readonly shelf = new VersionShelf<ScannedProduct>();

  /** Offers in play for a basket, and coupons. */
  readonly offers: OfferFinder;
  /** What comes with goods. */
  readonly links: LinkFinder;
  /** The version that requests of this turn of the event loop go by. */
  private ofThisTurn: number | undefined;

  constructor(
    private readonly source: CatalogSource,
    /** Whether no other process writes the catalog. */
    private readonly isOurs = false,
  ) {
    this.offers = new OfferFinder(source);
    this.links = new LinkFinder(source);
  }

  version(): Promise<number> {
    return this.source.read(readVersion);
  }

  /** Channels, registers, staff, tenders, taxes and masks as they are now. */
  async configuration(): Promise<CatalogConfiguration> {
    if (this.cached && this.cached.version === this.ofThisTurn) return this.cached;
    return this.source.read(async (reader) => this.configurationAt(await this.versionOfTurn(reader), reader));
  }

  /** Undefined when the channel was not sent down to this box. */
  async rules(channelId: string): Promise<ChannelRules | undefined> {
    return (await this.channel(channelId))?.rules;
  }

  /** What the channel sells by, with the configuration it was gathered from. */
  async channel(channelId: string): Promise<{ readonly rules: ChannelRules; readonly configuration: CatalogConfiguration } | undefined> {
    const configuration = await this.configuration();
    const rules = this.rulesFrom(configuration, channelId);
    return rules && { rules, configuration };
  }

  book(of: Assortment, productIds: readonly string[]): Promise<PricingBook> {
    return this.source.read((reader) => readBook(reader, of, productIds));
  }

  byBarcode(of: Assortment, barcode: string): Promise<ScannedProduct> {
    return this.source.read((reader) => readByBarcode(reader, of, barcode));
  }

  byBarcodes(of: Assortment, barcodes: readonly string[]): Promise<ScannedProducts> {
    return this.source.read((reader) => readByBarcodes(reader, of, barcodes));
  }

  /** Rules and prices that belong together, whatever is applied meanwhile. Undefined for a channel not sent down. */
  sellingData(of: Assortment, productIds: readonly string[]): Promise<SellingData | undefined> {
    return this.together(of, async (reader) => ({ book: await readBook(reader, of, productIds) }));
  }

  /** The same for what a barcode stands for. */
  scannedData(of: Assortment, barcode: string): Promise<(SellingData & ScannedProduct) | undefined> {
    return this.together(of, (reader) => this.scanned(reader, of, barcode));
  }

  /** The last minute of the day, up to `minute`, at which prices of the channel changed by themselves; undefined when none did. */
  lastPriceChange({ channelId }: Assortment, minute: LocalMinute): Promise<LocalMinute | undefined> {
    return this.source.read((reader) => lastPriceChange(reader, channelId, minute));
  }

  productPage(of: Assortment, query: ProductPageQuery): Promise<ProductPage> {
    return this.source.read((reader) => readProductPage(reader, of, query));
  }

  /** Products by their ids, in the order given. */
  listed(of: Assortment, productIds: readonly string[]): Promise<Omit<ProductPage, 'next'>> {
    return this.source.read((reader) => readListed(reader, of, productIds));
  }

  /** Answers with `read` in the catalog as it is. */
  read<Result>(read: (reader: Reader) => Promise<Result>): Promise<Result> {
    return this.source.read(read);
  }

  searchState(): Promise<SearchState> {
    return this.source.read(searchState);
  }

  /** What a package did when it was applied; undefined when it was not. */
  appliedPackage(packageId: string): Promise<AppliedPackage | undefined> {
    return this.source.read((reader) => appliedPackage(reader, packageId));
  }

  jobStates(): Promise<JobState[]> {
    return this.source.read(jobStates);
  }

  appliedSessions(limit: number): Promise<AppliedSession[]> {
    return this.source.read((reader) => appliedSessions(reader, limit));
  }

  quarantineCounts(): Promise<ReadonlyMap<string, number>> {
    return this.source.read(quarantineCounts);
  }

  quarantinedRows(limit: number): Promise<QuarantinedRow[]> {
    return this.source.read((reader) => quarantinedRows(reader, limit));
  }

  /** Mostly from memory: a store sells the same few thousand articles all day. */
  private async scanned(reader: Reader, of: Assortment, barcode: string): Promise<ScannedProduct> {
    const key = `${of.channelId} ${barcode}`;
    const known = this.shelf.get(await this.versionOfTurn(reader), key);
    if (known) return known;
    const found = await readByBarcode(reader, of, barcode);
    this.shelf.put(found.book.catalogVersion, key, found);
    return found;
  }

  /**
   * Where the worker of this process alone writes the catalog, its word that it did comes in a later turn of the event loop, and
   * so does everything that follows from it: one look a turn is as good as one a request.
   */
  private async versionOfTurn(reader: Reader): Promise<number> {
    if (this.ofThisTurn !== undefined) return this.ofThisTurn;
    const version = await readVersion(reader);
    if (this.isOurs) {
      this.ofThisTurn = version;
      setImmediate(() => (this.ofThisTurn = undefined));
    }
    return version;
  }

  private together<Found extends { readonly book: PricingBook }>(
    { channelId }: Assortment,
    read: (reader: Reader) => Promise<Found>,
  ): Promise<(Found & { readonly rules: ChannelRules }) | undefined> {
    return this.source.read(async (reader) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const found = await read(reader);
        const configuration = await this.configurationAt(found.book.catalogVersion, reader);
        if (configuration.version !== found.book.catalogVersion) continue;
        const rules = this.rulesFrom(configuration, channelId);
        return rules && { ...found, rules };
      }
      throw new DomainError('catalog.busy', 'the catalog kept changing while it was read', { retryable: true });
    });
  }

  /** The cached configuration when it is of `version`, otherwise what the catalog holds now. */
  private async configurationAt(version: number, reader: Reader): Promise<CatalogConfiguration> {
    if (this.cached?.version === version) return this.cached;
    const configuration = await readConfiguration(reader);
    if (this.cached?.version !== configuration.version) this.rulesOf.clear();
    this.cached = configuration;
    if (this.ofThisTurn !== undefined) this.ofThisTurn = configuration.version;
    return configuration;
  }

  private rulesFrom(configuration: CatalogConfiguration, channelId: string): ChannelRules | undefined {
    const known = this.rulesOf.get(channelId);
    if (known?.catalogVersion === configuration.version) return known;
    const rules = channelRules(configuration, channelId);
    if (rules) this.rulesOf.set(channelId, rules);
    return rules;
  }
}
