import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { acceptCode } from '@app/kernel';
import { describeWithData } from '@app/testing';
import { GroceryImport, type GroceryImportOptions } from '../../../apps/headquarters/src/doors/grocery/import-grocery';
import { PromotionsImport, type PromotionSummary } from '../../../apps/headquarters/src/doors/grocery/promotions/import-promotions';
import { refusalsOf } from '../../../apps/headquarters/src/doors/import-log';
import { aHeadquarters, type TestHeadquarters } from '../../../apps/headquarters/test/kit/test-headquarters';
import { BY_HAND, GIFT_NOT_SOLD, SPECIAL, UNDECIDED } from './by-hand';
import { OffersAtWork } from './offers-at-work';
import { linesOfChains, publishedIn, savingByColumns, shelvesIn, type Published, type Shelf } from './published';

jest.setTimeout(600_000);

const DAY = '2026-08-10';
/** Chains with a promotion all of whose articles have a wrong check digit. */
const WITH_OWN_CODES = ['7290055700007', '7290696200003'];
/** Some take the first article alone for what another one of theirs gives: up to this many are tried. */
const TRIED = 60;

describeWithData('grocery-prices-il/promos_2026-08-10.csv.gz', 'the promotions of seven supermarkets on 2026-08-10', (file) => {
  const priceFile = join(dirname(file), `prices_${DAY}.csv.gz`);
  let headquarters: TestHeadquarters;
  let summary: PromotionSummary;
  let published: Published[];
  let shelves: Map<string, Shelf>;
  let offers: OffersAtWork;

  beforeAll(async () => {
    headquarters = await aHeadquarters();
    await importPrices({ file: priceFile });
    summary = await importPromotions(file);
    published = publishedIn(file);
    shelves = shelvesIn(priceFile);
    offers = await OffersAtWork.of(headquarters, { shelves, day: DAY });
  });
  afterAll(async () => {
    await offers.close();
    await headquarters.dispose();
  });

  const importPrices = (options: GroceryImportOptions) =>
    new GroceryImport(headquarters.database, headquarters.peppers, { ...options, day: DAY }).run();
  const importPromotions = (path: string) =>
    new PromotionsImport(headquarters.database, headquarters.peppers, { file: path, day: DAY }).run();

  it('become offers, but for what says no terms, or names no article; each of those is listed with its reason', async () => {
    expect(published).toHaveLength(9_214);
    expect(summary.storedCount).toBeGreaterThanOrEqual(0.9 * published.length);
    expect(summary).toMatchObject({ storedCount: 9_151, refusedCount: 63 });
    const listed = await refusalsOf(headquarters.database.reader, summary.importId, { limit: 100_000, after: 0 });
    const reasons = Map.groupBy(listed.filter(({ reason }) => !reason.startsWith('article ')), ({ reason }) => reason); // prettier-ignore
    expect(Object.fromEntries([...reasons].map(([reason, of]) => [reason, of.length]))).toEqual({
      'no-usable-barcode': 60, 'nothing-priced': 2, 'gift-not-named': 1,
    }); // prettier-ignore
  });

  it('lower a basket as their terms say, each for itself; the others are counted with what keeps them from it', async () => {
    const outcomes = await outcomesOf(published, offers, isGtinOrShort);
    expect(Object.fromEntries([...outcomes].map(([outcome, ids]) => [outcome, ids.length]))).toEqual({
      'lowers as its terms say': 6_906,
      'worked by hand': 10,
      // Applied, and it takes nothing off: the shelf is as cheap or cheaper, and an offer never raises a price.
      'its price is not below the shelf': 52,
      // Applied, and gives its gift as soon as the branch has a price for it.
      'its gift is not sold': 3,
      'no rule can decide': 3,
      // The price file's row was refused for the same reason, so that no register sells the article.
      'wrong-check-digit': 30,
    });
    expect([...outcomes.values()].flat()).toHaveLength(7_004);
    expect(outcomes.get('no rule can decide')?.sort()).toEqual([...UNDECIDED].sort());
  });

  it.each(BY_HAND)('worked by hand: $what', async ({ id, basket, saving }) => {
    expect(await offers.taken(promotionNamed(id), basket)).toBe(saving);
  });

  it('with codes of their own for the chains that print such codes: those promotions lower a basket too', async () => {
    const [prices, promotions] = [partOf(priceFile), partOf(file)];
    await importPrices({ file: prices, wrongCheckDigits: 'as-own-codes', ofChains: WITH_OWN_CODES });
    const again = await importPromotions(promotions);
    // 56 without the choice. 29 name no article the branch has a price for, one says no terms. Where a second article turns out to be weighed, one offer does for both.
    expect(again).toMatchObject({ refusedCount: 30, endedCount: 1 });
    const own = await OffersAtWork.of(headquarters, { shelves, day: DAY, chains: WITH_OWN_CODES });
    const [before, after] = [
      await outcomesOf(published.filter(isOfThem), offers, isGtinOrShort),
      await outcomesOf(published.filter(isOfThem), own, () => true),
    ];
    await own.close();
    expect(before.get('wrong-check-digit')).toHaveLength(30);
    expect(after.get('lowers as its terms say')).toHaveLength((before.get('lowers as its terms say')?.length ?? 0) + 30);
    expect([...after.values()].flat().length).toBe([...before.values()].flat().length);
  });

  it('change nothing when the same file is taken again', async () => {
    const promotions = partOf(file);
    const first = await importPromotions(promotions);
    const versionOf = async () =>
      (await headquarters.database.reader.first<{ v: number }>(`SELECT max(version) AS v FROM {scope_version}`))?.v;
    const before = await versionOf();
    expect(await importPromotions(promotions)).toMatchObject({ storedCount: first.storedCount, endedCount: 0 });
    expect(await versionOf()).toBe(before);
  });

  const isOfThem = ({ chain }: Published): boolean => WITH_OWN_CODES.includes(chain);
  const isGtinOrShort = (barcode: string): boolean => acceptCode(barcode).kind !== 'refused';

  function partOf(path: string): string {
    const part = join(headquarters.folder, `part-${path.includes('promos') ? 'promos' : 'prices'}.csv`);
    writeFileSync(part, linesOfChains(path, WITH_OWN_CODES));
    return part;
  }

  function promotionNamed(id: string): Published {
    const found = published.find((one) => one.id === id);
    if (!found) throw new Error(`there is no promotion ${id}`);
    return found;
  }

  /** Ids by outcome, of those that are live and have an article with a price in their own branch. */
  async function outcomesOf(
    of: readonly Published[],
    at: OffersAtWork,
    isSold: (barcode: string) => boolean,
  ): Promise<Map<string, string[]>> {
    const outcomes = new Map<string, string[]>();
    for (const promotion of of) {
      const priced = promotion.articles.filter(({ barcode }) => shelves.has(`${promotion.chain} ${promotion.branch} ${barcode}`));
      if (priced.length === 0 || promotion.validTo < DAY) continue;
      const sold = priced.filter(({ barcode }) => isSold(barcode)).slice(0, TRIED);
      const outcome = sold.length === 0 ? 'wrong-check-digit' : ((await byHand(promotion, at)) ?? (await byColumns(promotion, sold, at)));
      outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), promotion.id]);
    }
    return outcomes;
  }

  async function byHand(promotion: Published, at: OffersAtWork): Promise<string | undefined> {
    for (const [table, outcome] of [[SPECIAL, 'worked by hand'], [GIFT_NOT_SOLD, 'its gift is not sold']] as const) {
      const special = table.get(promotion.id);
      if (!special) continue;
      const got = await at.taken(promotion, special.basket);
      return got === special.saving ? outcome : `${promotion.id} gives ${got} where ${special.saving} was worked by hand`;
    } // prettier-ignore
    return undefined;
  }

  async function byColumns(promotion: Published, articles: Published['articles'], at: OffersAtWork): Promise<string> {
    for (const article of articles) {
      const shelf = shelves.get(`${promotion.chain} ${promotion.branch} ${article.barcode}`);
      const { count, saving } = savingByColumns(promotion, article, shelf ?? { price: 0, isWeighed: false });
      const got = await at.taken(promotion, [{ barcode: article.barcode, count }]);
      if (saving > 0) return Math.abs(got - saving) <= 1 ? 'lowers as its terms say' : `gives ${got} where ${saving} was said`;
      if (got !== 0) return `gives ${got} where nothing was to save`;
    }
    return promotion.type === '0' ? 'no rule can decide' : 'its price is not below the shelf';
  }
});
