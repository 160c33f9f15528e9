import { basename } from 'node:path';
import type { Database } from '@app/database';
import { acceptCode, newId, type LocalDate } from '@app/kernel';
import { priceGroupEntity, priceGroupMemberEntity } from '@app/protocol';
import { holdChanges, releaseChanges } from '../../../company/change-holds';
import { rowsOf, storeRows } from '../../../company/company-data';
import { offerFault } from '../../../company/offers/offer-fault';
import type { Peppers } from '../../../company/peppers';
import { beginImport, finishImport, listRefusals, type Refusal } from '../../import-log';
import { dayInName } from '../day-in-name';
import { openGroceryStore } from '../open-grocery-store';
import { BranchGoods } from './branch-goods';
import { BranchOffers, type OfferRows } from './branch-offers';
import { offerOfTerms, type Products } from './offer-of-terms';
import { readPromotionFile, type Promotion } from './promotion-file';
import { termsOf } from './terms';

/** Articles per unit of work: fast enough, and short enough for a service that writes beside. */
const BATCH = 3_000;
const LONGEST_NAME = 200;
/** Members of a chain's club. */
const CLUB = 'club';

export interface PromotionSummary {
  readonly importId: string;
  /** Promotions that became offers. */
  readonly storedCount: number;
  /** Promotions that are listed with the reason why not. */
  readonly refusedCount: number;
  /** Offers the branches had before and no longer have. */
  readonly endedCount: number;
}

export interface PromotionImportOptions {
  readonly file: string;
  /** The day the file is of; read from its name when it is there. */
  readonly day?: LocalDate | undefined;
  readonly onProgress?: (promotionCount: number) => void;
}

/** A store that promotions were found for. */
interface Branch {
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly offers: BranchOffers;
  readonly goods: BranchGoods;
}

/**
 * Takes over a promotion file; prices are imported before it, because they say what is sold by weight. Every promotion becomes an
 * offer, or several, or is listed with the reason why not; so is an article whose code cannot be one. Those for members count for the
 * affiliation `club`; those with a coupon ask for a code, which is the id of the offer. Stores get the file as one.
 */
export class PromotionsImport {
  private readonly branches = new Map<string, Branch>();
  private stored = 0;
  private refused = 0;

  constructor(
    private readonly database: Database,
    private readonly peppers: Peppers,
    private readonly options: PromotionImportOptions,
  ) {}

  async run(): Promise<PromotionSummary> {
    const day = this.options.day ?? dayInName(this.options.file);
    const importId = newId();
    await this.database.unitOfWork.run(async (tx) => {
      await beginImport(tx, { importId, source: basename(this.options.file), asOf: day });
      await holdChanges(tx, importId, Date.now());
    });
    for await (const batch of batches(readPromotionFile(this.options.file))) {
      await this.take(importId, day, batch);
      this.options.onProgress?.(this.stored + this.refused);
    }
    return this.finish(importId);
  }

  private async take(importId: string, day: LocalDate, promotions: readonly Promotion[]): Promise<void> {
    const refusals: Refusal[] = [];
    const offers = new Map<Branch, OfferRows[]>();
    for (const promotion of promotions) {
      const branch = this.branches.get(branchKey(promotion)) ?? (await this.openBranch(promotion, day));
      const products = productsOf(promotion, branch);
      refusals.push(...unusableArticles(promotion, products));
      const expressed = express(promotion, branch, products, day);
      if (expressed.kind === 'offers') offers.set(branch, [...(offers.get(branch) ?? []), ...expressed.offers]);
      else refusals.push(refusalOf(promotion, expressed.reason));
      if (expressed.kind === 'offers') this.stored += 1;
      else this.refused += 1;
    }
    await this.database.unitOfWork.run(async (tx) => {
      for (const [branch, rows] of offers) await branch.offers.store(tx, rows);
      await listRefusals(tx, importId, refusals);
      await holdChanges(tx, importId, Date.now());
    });
  }

  private async openBranch(promotion: Promotion, day: LocalDate): Promise<Branch> {
    const { reader, unitOfWork } = this.database;
    const { chainId: legalEntityId, branch } = promotion;
    const channelId = `${legalEntityId}-${branch}`;
    await openGroceryStore(this.database, this.peppers, promotion, day);
    const club = { legalEntityId, priceGroupId: CLUB };
    const own = { legalEntityId, priceGroupId: channelId };
    await unitOfWork.run((tx) =>
      storeRows(tx, [
        rowsOf(priceGroupEntity, { ...own, name: `${promotion.chainName} ${branch}`, priority: 0 }, { ...club, name: 'Club', priority: 0 }),
        rowsOf(
          priceGroupMemberEntity,
          { ...own, memberKind: 'channel', memberId: channelId },
          { ...club, memberKind: 'affiliation', memberId: CLUB },
        ),
      ]),
    );
    const offers = await BranchOffers.begin(reader, { legalEntityId, branch });
    const opened = { legalEntityId, channelId, offers, goods: await BranchGoods.read(reader, { legalEntityId, channelId }) };
    this.branches.set(branchKey(promotion), opened);
    return opened;
  }

  private async finish(importId: string): Promise<PromotionSummary> {
    const [storedCount, refusedCount] = [this.stored, this.refused];
    const endedCount = await this.database.unitOfWork.run(async (tx) => {
      let count = 0;
      for (const branch of this.branches.values()) count += (await branch.offers.finish(tx)).endedCount;
      await finishImport(tx, { importId, storedCount, refusedCount });
      await releaseChanges(tx, importId);
      return count;
    });
    return { importId, storedCount, refusedCount, endedCount };
  }
}

const branchKey = ({ chainId, branch }: Promotion): string => `${chainId}-${branch}`;

type Expressed = { readonly kind: 'offers'; readonly offers: readonly OfferRows[] } | { readonly kind: 'refused'; readonly reason: string };

function express(promotion: Promotion, branch: Branch, products: Products, day: LocalDate): Expressed {
  if (products.size === 0) return { kind: 'refused', reason: 'no-usable-barcode' };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(promotion.validTo)) return { kind: 'refused', reason: 'malformed-date' };
  const judged = termsOf(promotion, (barcode) => products.get(barcode));
  if (judged.kind === 'refused') return judged;
  const offers = judged.terms.map((terms, at) => rowsFor(promotion, branch, products, terms, { day, number: at + 1 }));
  const usable = offers.filter(({ lines }) => lines.length > 0);
  const faults = usable.flatMap(
    ({ offer, lines, priceGroupIds }) => offerFault({ offer, lines, priceGroupCount: priceGroupIds.length }) ?? [],
  );
  return faults[0] ? { kind: 'refused', reason: faults[0].code } : { kind: 'offers', offers: usable };
}

type Judged = Extract<ReturnType<typeof termsOf>, { kind: 'terms' }>['terms'][number];

function rowsFor(
  promotion: Promotion,
  branch: Branch,
  products: Products,
  terms: Judged,
  of: { day: LocalDate; number: number },
): OfferRows {
  const { legalEntityId, channelId } = branch;
  const { promotionId, text, validTo, isForClub, needsCoupon } = promotion;
  const offerId = `${promotion.branch}-${promotionId}${of.number === 1 ? '' : `-${of.number}`}`;
  // What is over already began before the file was read.
  const firstDay = branch.offers.firstDayOf(offerId, of.day);
  const validity = { validFrom: firstDay < validTo ? firstDay : validTo, validTo };
  const name = (text || promotionId).slice(0, LONGEST_NAME);
  const frame = { legalEntityId, offerId, name, needsCoupon, matchesAllPriceGroups: isForClub, ...validity };
  const coupon = {
    legalEntityId, couponId: offerId, code: offerId, offerId, isEnabled: true, ...validity, maximumUses: null, usesCount: 'in-all' as const,
    needsCustomer: false, isExclusive: false,
  }; // prettier-ignore
  const priceGroupIds = isForClub ? [channelId, CLUB] : [channelId];
  return { ...offerOfTerms(frame, terms, products), priceGroupIds, coupon: needsCoupon ? coupon : undefined };
}

function productsOf({ articles }: Promotion, { goods }: Branch): Products {
  return new Map(
    articles.flatMap(({ barcode }) => {
      const found = goods.find(barcode);
      return found ? [[barcode, found] as const] : [];
    }),
  );
}

function unusableArticles(promotion: Promotion, products: Products): Refusal[] {
  return promotion.articles.flatMap(({ barcode, price }, at) => {
    const code = acceptCode(barcode);
    if (products.has(barcode) || products.size === 0) return [];
    const reason = `article ${code.kind === 'refused' ? code.reason : 'none'}`;
    return at === 0 ? [] : [{ ...refusalOf(promotion, reason), lineNumber: promotion.lineNumber + at, barcode, price }];
  });
}

function refusalOf({ lineNumber, chainId, branch, text, articles }: Promotion, reason: string): Refusal {
  const [first] = articles;
  const { barcode = '', price = '' } = first ?? {};
  return { lineNumber, legalEntityId: chainId, channelId: `${chainId}-${branch}`, barcode, name: text, price, reason };
}

async function* batches(promotions: AsyncIterable<Promotion>): AsyncGenerator<Promotion[]> {
  let [batch, size] = [[] as Promotion[], 0];
  for await (const promotion of promotions) {
    batch.push(promotion);
    size += promotion.articles.length;
    if (size < BATCH) continue;
    yield batch;
    [batch, size] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}
