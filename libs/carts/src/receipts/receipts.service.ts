import {
  DEFAULT_FORMATS, giftContent, layOut, receiptTypeOf, saleContent, type Receipt, type ReceiptDocument, type ReceiptType,
} from '@app/commerce'; // prettier-ignore
import type { ProductFinder } from '../find-products';
import type { Seller, SellingPorts } from '../ports';
import { receiptFor } from '../sale-answer';
import { soldSale } from '../sold-sale';

/** What is printed of a sale. */
export interface WantedPaper {
  /** `receipt`: of the sale or the return that it is. */
  readonly type: 'receipt' | Extract<ReceiptType, 'gift-receipt' | 'customer-copy'>;
  /** BCP 47 tag; the store's own when absent. */
  readonly language?: string | undefined;
  /** Lines of the sale that a gift receipt is for; all when absent. */
  readonly lineIds?: readonly string[] | undefined;
}

export interface PrintedPaper {
  readonly document: ReceiptDocument;
  /** Which copy it is; 0 is the original. */
  readonly copy: number;
}

/** What was sold, on paper. */
export class ReceiptsService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
  ) {}

  async show(seller: Seller, transactionId: string): Promise<Receipt> {
    const { sale } = await soldSale(this.ports.database.reader, seller, transactionId);
    return receiptFor(sale, await this.products.terms(seller.channelId));
  }

  async paper(seller: Seller, transactionId: string, { type, language, lineIds }: WantedPaper): Promise<PrintedPaper> {
    const { sale } = await soldSale(this.ports.database.reader, seller, transactionId);
    const terms = await this.products.terms(seller.channelId);
    const isWanted = ({ lineId }: { lineId: string }): boolean => lineIds === undefined || lineIds.includes(lineId);
    const receipt = receiptFor({ ...sale, body: { ...sale.body, lines: sale.body.lines.filter(isWanted) } }, terms);
    const own = type === 'receipt' ? receiptTypeOf(receipt) : type;
    const content = type === 'gift-receipt' ? giftContent(receipt, { language }) : saleContent(receipt, { language });
    return { document: layOut(DEFAULT_FORMATS[own], content), copy: 0 };
  }
}
