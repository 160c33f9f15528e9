import { findDepositSlip, type Assortment, type CatalogReader, type ScannedData } from '@app/channel-db';
import { readLabel, type Label } from '@app/commerce';
import type { Database } from '@app/database';
import { barcodeKey, type Clock } from '@app/kernel';
import { catalogError } from '../errors';
import { priceMoment } from '../product-view';
import { articleAnswer, type Carried } from './article-answer';
import { readDigitalLink, readElementString, type Gs1Content } from './gs1';
import { KnownArticles } from './known-articles';
import type { ScanAnswer } from './scan-answer';
import { slipAnswer } from './slip-answer';
import { paperAnswer, type PaperDesk } from './store-papers';

export interface ScanParts {
  readonly catalog: CatalogReader;
  readonly store: Database;
  /** The time things are sold at. */
  readonly businessClock: Clock;
}

/** Says what a scanned text is: an article first, then what labels and GS1 codes carry, then the store's own papers. */
export class ScansService {
  private readonly articles: KnownArticles;

  constructor(private readonly parts: ScanParts) {
    this.articles = new KnownArticles(parts.businessClock);
  }

  async resolve(of: Assortment, scanned: string): Promise<ScanAnswer> {
    const text = scanned.trim();
    const found = await this.find(of, barcodeKey(text) ?? '');
    return (
      this.articles.answer(found) ??
      (await this.labelAnswer(of, text, found)) ??
      (await this.gs1Answer(of, readElementString(text) ?? readDigitalLink(text))) ??
      (await paperAnswer(text, of, this.desk())) ?? { kind: 'unknown' }
    );
  }

  private desk(): PaperDesk {
    const { store, catalog, businessClock } = this.parts;
    return { store: store.reader, catalog, now: businessClock.now() };
  }

  /** The code printed into a label may be stored with or without its leading zeros, and both may be something. */
  private async labelAnswer(of: Assortment, text: string, { rules }: ScannedData): Promise<ScanAnswer | undefined> {
    const label = readLabel(text, rules.barcodeMasks);
    if (!label) return undefined;
    if (label.carries === 'deposit-slip') return this.slipAnswer(of, text, label);
    const carried: Carried = { carries: label.carries, value: label.value, decimals: label.valueDecimals };
    const answers: ScanAnswer[] = [];
    for (const code of label.productCodes) {
      const answer = this.answer(await this.find(of, barcodeKey(code) ?? ''), carried);
      if (answer) answers.push(answer);
    }
    return answers.length > 1 ? severalOf(answers) : answers[0];
  }

  /** A slip is over a deposit; what its digits name beside is no slip. */
  private async slipAnswer(of: Assortment, code: string, label: Label): Promise<ScanAnswer | undefined> {
    for (const productCode of label.productCodes) {
      const found = await this.find(of, barcodeKey(productCode) ?? '');
      const used = await findDepositSlip(this.parts.store.reader, of.channelId, code, this.parts.businessClock.now());
      const answer = slipAnswer(found, priceMoment(found.rules, this.parts.businessClock.now()), label, code, used !== undefined);
      if (answer) return answer;
    }
    return undefined;
  }

  private async gs1Answer(of: Assortment, content: Gs1Content | undefined): Promise<ScanAnswer | undefined> {
    if (!content) return undefined;
    const { gtin, weight, price } = content;
    const carried: Carried | null = price ? { carries: 'price', ...price } : weight && { carries: 'weight', ...weight };
    return this.answer(await this.find(of, gtin), carried);
  }

  private answer(found: ScannedData, carried: Carried | null): ScanAnswer | undefined {
    return articleAnswer(found, priceMoment(found.rules, this.parts.businessClock.now()), carried);
  }

  private async find(of: Assortment, key: string): Promise<ScannedData> {
    const found = await this.parts.catalog.scannedData(of, key);
    if (!found) throw catalogError('channel.unknown', 'the channel was not sent down to this box', { channelId: of.channelId });
    return found;
  }
}

/** One product when the codes mean the same. */
function severalOf(answers: readonly ScanAnswer[]): ScanAnswer | undefined {
  const products = new Map(answers.flatMap((answer) => ('product' in answer ? [[answer.product.productId, answer.product]] : [])));
  const [first] = answers;
  if (products.size <= 1 || !first || !('catalogVersion' in first)) return first;
  return { kind: 'several-products', products: [...products.values()], catalogVersion: first.catalogVersion };
}
