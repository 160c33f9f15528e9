import { findSalesByReceipt, pageOfSales, soldLinesOf, type SaleCursor, type StoredSale } from '@app/channel-db';
import { formatAmount, formatQuantity } from '@app/kernel';
import type { ProductFinder } from './find-products';
import type { Seller, SellingPorts } from './ports';
import { soldSale } from './sold-sale';
import type { ListedTransaction, TransactionBody } from './view/transaction-schema';

/** Finished sales of the channel, as their records hold them. */
export class TransactionsService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
  ) {}

  async show(seller: Seller, transactionId: string): Promise<TransactionBody> {
    const { capsule, sale } = await soldSale(this.ports.database.reader, seller, transactionId);
    const lines = await soldLinesOf(this.ports.database.reader, [transactionId]);
    const returned = lines.map(({ lineId, returnedQuantity }) => ({ lineId, quantity: formatQuantity(returnedQuantity) }));
    const { body: record, header } = sale;
    return { transactionId, header: { ...header }, record: { ...record }, returned, capsule };
  }

  /** Latest first; by receipt number when one is given. */
  async list(
    seller: Seller,
    { receiptNumber, after, limit }: { receiptNumber?: string | undefined; after: SaleCursor | undefined; limit: number },
  ): Promise<ListedTransaction[]> {
    const { reader } = this.ports.database;
    const sales =
      receiptNumber === undefined
        ? await pageOfSales(reader, seller.channelId, after, limit)
        : await findSalesByReceipt(reader, seller.channelId, receiptNumber);
    const { currency } = (await this.products.terms(seller.channelId)).rules;
    return sales.map((sale) => listed(sale, currency.minorDigits));
  }
}

function listed(sale: StoredSale, minorDigits: number): ListedTransaction {
  const { transactionId, receiptNumber, registerId, mode, at, businessDate, staffId, currency, gross, lineCount } = sale;
  return {
    transactionId,
    receiptNumber,
    registerId,
    mode,
    at,
    businessDate,
    staffId,
    currency,
    gross: formatAmount(gross, minorDigits),
    lineCount,
  };
}
