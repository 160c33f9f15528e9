import type { Reader } from '@app/database';
import { acceptCode } from '@app/kernel';

/** What a branch knows of an article that a promotion names. */
export interface PromotedGoods {
  readonly productId: string;
  /** As the price file has it, often cut short; empty where the chain does not sell it. */
  readonly name: string;
  readonly isWeighed: boolean;
  /** In shekels; null where the branch has no price for it. */
  readonly shelfPrice: number | null;
}

/** Chains write zeros where a promotion is on no article. */
export const isNoArticle = (barcode: string): boolean => /^0*$/.test(barcode);

/** The goods of one branch, by what promotion files call them. */
export class BranchGoods {
  private constructor(private readonly known: ReadonlyMap<string, PromotedGoods>) {}

  static async read(reader: Reader, { legalEntityId, channelId }: { legalEntityId: string; channelId: string }): Promise<BranchGoods> {
    const rows = await reader.query<Omit<PromotedGoods, 'isWeighed'> & { isWeighed: number }>(
      `SELECT json_extract(p.body, '$.productId') AS "productId", json_extract(p.body, '$.name') AS "name",
         json_extract(p.body, '$.isWeighed') AS "isWeighed", CAST(json_extract(c.body, '$.unitPrice') AS REAL) AS "shelfPrice"
       FROM {company_row} p
       LEFT JOIN {company_row} c ON c.entity = 'price' AND c.scope_id = ? AND c.is_deleted = 0
         AND c.row_key = json_array(?, json_extract(p.body, '$.productId'))
       WHERE p.entity = 'product' AND p.scope_id = ? AND p.is_deleted = 0`,
      [channelId, channelId, legalEntityId],
    );
    return new BranchGoods(new Map(rows.map((row) => [row.productId, { ...row, isWeighed: row.isWeighed === 1 }])));
  }

  /** Undefined for what is no article code. A code with a wrong check digit is one where the chain sells by it. */
  find(barcode: string): PromotedGoods | undefined {
    if (isNoArticle(barcode)) return undefined;
    const code = acceptCode(barcode);
    if (code.kind === 'refused') return this.known.get(barcode);
    return this.known.get(code.key) ?? { productId: code.key, name: '', isWeighed: false, shelfPrice: null };
  }
}
