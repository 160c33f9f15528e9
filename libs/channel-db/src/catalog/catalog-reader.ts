import type { ChannelRules, PricingBook } from '@app/commerce';
import { DomainError, type LocalMinute } from '@app/kernel';
import type { Reader } from '@app/database';
import type { CatalogSource } from './catalog-source';
import { readVersion, type CatalogConfiguration } from './configuration';
import { CurrentConfiguration } from './current-configuration';
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
import {
  onShelf,
  readBook,
  readByBarcode,
  readByBarcodes,
  readByIds,
  type Assortment,
  type ShelfRow,
  type ShelfRows,
} from './pricing-book';
import { readListed, readProductPage, type ProductPage, type ProductPageQuery } from './product-page';
import { searchState, type SearchState } from '../search/index-changes';
import { VersionShelf } from './version-shelf';

/** What a channel sells by and the products a request names, of one catalog version. */
export interface SellingData {
  readonly rules: ChannelRules;
  readonly book: PricingBook;
}

/** What a channel sells by, and what a barcode stands for; null when no product carries it. */
export interface ScannedData {
  readonly rules: ChannelRules;
  readonly row: ShelfRow | null;
}

/** Goods a large supermarket sells in a day; a KiB each. */
const SHELF_CAPACITY = 32_768;

/** Attempts to get two reads of one version; a package would have to be applied in each of them. */
const ATTEMPTS = 10;

/**
 * The catalog as selling sees it. What is cached is keyed by the version read in the same snapshot as its rows:
 * events may say that something changed, the version alone says what is true.
 */
export class CatalogReader {
  /** Products that were asked for, under `onShelf`; null where nobody carries the barcode or id. */
  readonly shelf = new VersionShelf<ShelfRow | null>(SHELF_CAPACITY);
  /** Offers in play for a basket, and coupons. */
  readonly offers: OfferFinder;
  /** What comes with goods. */
  readonly links: LinkFinder;
  private readonly current: CurrentConfiguration;

  /** `isOurs`: no other process writes the catalog. */
  constructor(
    private readonly source: CatalogSource,
    isOurs = false,
  ) {
    this.current = new CurrentConfiguration(isOurs);
    this.offers = new OfferFinder(source);
    this.links = new LinkFinder(source);
  }

  version(): Promise<number> {
    return this.source.read(readVersion);
  }

  /** Channels, registers, staff, tenders, taxes and masks as they are now. */
  async configuration(): Promise<CatalogConfiguration> {
    const { current } = this;
    return current.known() ?? this.source.read(async (reader) => current.at(await current.version(reader), reader));
  }

  /** The same without a wait, where this turn of the event loop has asked for it already. */
  knownConfiguration(): CatalogConfiguration | undefined {
    return this.current.known();
  }

  /** Undefined when the channel was not sent down to this box. */
  async rules(channelId: string): Promise<ChannelRules | undefined> {
    return (await this.channel(channelId))?.rules;
  }

  /** What the channel sells by, with the configuration it was gathered from. */
  async channel(channelId: string): Promise<{ readonly rules: ChannelRules; readonly configuration: CatalogConfiguration } | undefined> {
    const configuration = await this.configuration();
    const rules = this.current.rulesOf(configuration, channelId);
    return rules && { rules, configuration };
  }

  book(of: Assortment, productIds: readonly string[]): Promise<PricingBook> {
    return this.source.read((reader) => readBook(reader, of, productIds));
  }

  byIds(of: Assortment, productIds: readonly string[]): Promise<ShelfRows> {
    return this.source.read((reader) => readByIds(reader, of, productIds));
  }

  byBarcodes(of: Assortment, barcodes: readonly string[]): Promise<ShelfRows> {
    return this.source.read((reader) => readByBarcodes(reader, of, barcodes));
  }

  /** Rules and prices that belong together, whatever is applied meanwhile. Undefined for a channel not sent down. */
  sellingData(of: Assortment, productIds: readonly string[]): Promise<SellingData | undefined> {
    return this.together(of, async (reader) => {
      const book = await readBook(reader, of, productIds);
      return { book, catalogVersion: book.catalogVersion };
    });
  }

  /** The same for what a barcode stands for. */
  async scannedData(of: Assortment, barcode: string): Promise<ScannedData | undefined> {
    return this.knownScan(of, barcode) ?? this.together(of, (reader) => this.scanned(reader, of, barcode));
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
  private async scanned(reader: Reader, of: Assortment, barcode: string): Promise<{ row: ShelfRow | null; catalogVersion: number }> {
    const key = onShelf(of.channelId, 'barcode', barcode);
    const version = await this.current.version(reader);
    const known = this.shelf.get(version, key);
    if (known !== undefined) return { row: known, catalogVersion: version };
    const { byKey, catalogVersion } = await readByBarcode(reader, of, barcode);
    const row = byKey.get(barcode) ?? null;
    this.shelf.put(catalogVersion, key, row);
    return { row, catalogVersion };
  }

  /** The same without a wait; undefined when this turn does not know the version yet, or the shelf lacks the product. */
  private knownScan({ channelId }: Assortment, barcode: string): ScannedData | undefined {
    const configuration = this.current.known();
    const rules = configuration && this.current.rulesOf(configuration, channelId);
    if (!rules) return undefined;
    const row = this.shelf.get(rules.catalogVersion, onShelf(channelId, 'barcode', barcode));
    return row === undefined ? undefined : { rules, row };
  }

  private together<Found extends object>(
    { channelId }: Assortment,
    read: (reader: Reader) => Promise<Found & { readonly catalogVersion: number }>,
  ): Promise<(Found & { readonly rules: ChannelRules }) | undefined> {
    return this.source.read(async (reader) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const found = await read(reader);
        const configuration = await this.current.at(found.catalogVersion, reader);
        if (configuration.version !== found.catalogVersion) continue;
        const rules = this.current.rulesOf(configuration, channelId);
        return rules && { ...found, rules };
      }
      throw new DomainError('catalog.busy', 'the catalog kept changing while it was read', { retryable: true });
    });
  }
}
