import { keyText, productBarcodeEntity, productEntity, priceEntity } from '@app/protocol';
import { formatUnitPrice, parseUnitPrice } from '@app/kernel';
import { removeRows, upsertRows, type WireRow } from '../../company/company-rows';
import type { Reader, Tx } from '@app/database';
import { FOR_EVER, KILOGRAM, PIECE, STANDARD_TAX } from '../company-template';
import type { GroceryRow } from './grocery-file';

type PriceRow = WireRow<typeof priceEntity>;

/** What one file says about one branch of one chain, gathered in batches. */
export class BranchImport {
  private readonly codes = new Set<string>();
  private constructor(
    readonly legalEntityId: string,
    readonly channelId: string,
    private readonly day: string,
    private readonly knownPrices: ReadonlyMap<string, PriceRow>,
  ) {}

  static async begin(reader: Reader, branch: { legalEntityId: string; channelId: string; day: string }): Promise<BranchImport> {
    const rows = await reader.query<{ key: string; body: string }>(
      `SELECT row_key AS "key", body FROM {company_row} WHERE entity = 'price' AND scope_id = ? AND is_deleted = 0`,
      [branch.channelId],
    );
    const known = new Map(rows.map(({ key, body }) => [key, JSON.parse(body) as PriceRow]));
    return new BranchImport(branch.legalEntityId, branch.channelId, branch.day, known);
  }

  /** False when the file named the code before: one branch has one price for a code. */
  admits(code: string): boolean {
    if (this.codes.has(code)) return false;
    this.codes.add(code);
    return true;
  }

  async store(tx: Tx, batch: readonly { row: GroceryRow; code: string }[]): Promise<void> {
    const { legalEntityId } = this;
    await upsertRows(tx, productEntity, batch.map(({ row, code }) => ({
      legalEntityId, productId: code, name: row.name, categoryId: null, itemTaxGroupId: STANDARD_TAX, unitId: unitOf(row),
      isWeighed: row.isWeighed, mustKeyInPrice: false, minimumAge: null, isDiscountable: row.isDiscountable, isBlocked: false,
    }))); // prettier-ignore
    await upsertRows(tx, productBarcodeEntity, batch.map(({ row, code }) => ({
      legalEntityId, barcode: code, productId: code, unitId: unitOf(row), quantity: '1',
    }))); // prettier-ignore
    await upsertRows(tx, priceEntity, batch.map(({ row, code }) => this.priceOf(row, code))); // prettier-ignore
  }

  /** A price the branch had and the file no longer names is over, and so is a product that no branch of the chain has a price for. */
  async finish(tx: Tx): Promise<{ endedCount: number }> {
    const ended = [...this.knownPrices].filter(([, price]) => !this.codes.has(price.productId));
    const { removedCount } = await removeRows(tx, priceEntity, ended.map(([key]) => key)); // prettier-ignore
    const { legalEntityId } = this;
    const unsold = await this.withoutPrice(tx, ended.map(([, { productId }]) => productId)); // prettier-ignore
    await removeRows(tx, productBarcodeEntity, unsold.map((barcode) => keyText(productBarcodeEntity, { legalEntityId, barcode }))); // prettier-ignore
    await removeRows(tx, productEntity, unsold.map((productId) => keyText(productEntity, { legalEntityId, productId }))); // prettier-ignore
    return { endedCount: removedCount };
  }

  private async withoutPrice(tx: Tx, productIds: readonly string[]): Promise<string[]> {
    if (productIds.length === 0) return [];
    const priced = await tx.query<{ productId: string }>(
      `SELECT DISTINCT json_extract(p.body, '$.productId') AS "productId" FROM {company_row} c
       JOIN {company_row} p ON p.entity = 'price' AND p.scope_id = c.scope_id AND p.is_deleted = 0
       WHERE c.entity = 'channel' AND c.is_deleted = 0 AND json_extract(c.body, '$.legalEntityId') = ?
         AND json_extract(p.body, '$.productId') IN (SELECT value FROM json_each(?))`,
      [this.legalEntityId, JSON.stringify(productIds)],
    );
    const isPriced = new Set(priced.map(({ productId }) => productId));
    return [...new Set(productIds)].filter((productId) => !isPriced.has(productId));
  }

  /** An unchanged price keeps its first day, so that the same file twice changes nothing. */
  private priceOf(row: GroceryRow, code: string): PriceRow {
    const { legalEntityId, channelId } = this;
    const unitPrice = formatUnitPrice(parseUnitPrice(row.price));
    const price = {
      channelId,
      priceId: code,
      legalEntityId,
      productId: code,
      unitId: unitOf(row),
      unitPrice,
      validFrom: this.day,
      validTo: FOR_EVER,
    };
    const known = this.knownPrices.get(keyText(priceEntity, price));
    return known?.unitPrice === unitPrice && known.unitId === price.unitId ? known : price;
  }
}

const unitOf = (row: GroceryRow): string => (row.isWeighed ? KILOGRAM : PIECE);
