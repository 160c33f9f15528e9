import { findCapsule, findSale, findSalesByReceipt, insertCart, soldLinesOf, type RequestKey, type StoredSale } from '@app/channel-db';
import { addReturnLines, OPERATIONS, type ChannelRules, type ReturnedLine, type SoldTransaction } from '@app/commerce';
import type { Reader } from '@app/database';
import { auditCart } from './audit';
import type { CartsService } from './carts.service';
import { acceptedCart, sellingError } from './errors';
import type { ProductFinder } from './find-products';
import { answerOfKey, doOnce } from './keyed-request';
import type { Seller, SellingPorts } from './ports';
import { recordedSale } from './sale-answer';
import { soldTransaction } from './sold-transaction';
import type { CartBody } from './view/cart-schema';
import { cartView } from './view/cart-view';

/** What comes back, and from which sale. */
export interface ReturnRequest {
  /** Of the new cart. */
  readonly transactionId: string;
  /** As printed on the receipt; or the sale's own id. */
  readonly receiptNumber?: string | undefined;
  readonly saleTransactionId?: string | undefined;
  readonly lines: readonly ReturnedLine[];
  readonly reason: string;
}

/** Returns by receipt: a cart that is the exact reverse of what was charged. */
export class ReturnsService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
    private readonly carts: CartsService,
  ) {}

  async begin(seller: Seller, given: ReturnRequest, key: RequestKey): Promise<CartBody> {
    const answered = await answerOfKey<CartBody>(this.ports, key);
    if (answered) return answered;
    const { database, clock } = this.ports;
    const terms = await this.products.terms(seller.channelId);
    const { rules } = terms;
    const sale = await this.soldIn(database.reader, seller, given, rules);
    const empty = await this.carts.begin(seller, given.transactionId, 'live', terms);
    const cart = acceptedCart(addReturnLines(empty, sale, given.lines, given.reason, seller.staffId));
    return database.unitOfWork.run((tx) =>
      doOnce(tx, this.ports, key, async () => {
        const isNew = !(await findSale(tx, cart.id)) && (await insertCart(tx, cart, clock.now()));
        if (!isNew) throw sellingError('cart.id-taken', 'the transaction id is in use', { field: '/transactionId' });
        return cartView(cart, rules, await auditCart(tx, this.ports, OPERATIONS.beginReturn, seller, cart, rules));
      }),
    );
  }

  private async soldIn(reader: Reader, seller: Seller, given: ReturnRequest, rules: ChannelRules): Promise<SoldTransaction> {
    const sale = await findReturnable(reader, seller, given);
    if (sale.mode === 'training') throw sellingError('return.training', 'training sales do not come back');
    if (sale.currency !== rules.currency.code)
      throw sellingError('return.other-currency', 'the sale was in another currency', { currency: sale.currency });
    const capsule = await findCapsule(reader, sale.transactionId);
    if (!capsule) throw unknownSale(given);
    return soldTransaction(recordedSale(capsule), await soldLinesOf(reader, [sale.transactionId]), rules);
  }
}

/** A sale of the channel. One number may stand for several sales of other series: the latest is meant. */
async function findReturnable(reader: Reader, seller: Seller, given: ReturnRequest): Promise<StoredSale> {
  const { receiptNumber, saleTransactionId } = given;
  const [byReceipt] = receiptNumber === undefined ? [] : await findSalesByReceipt(reader, seller.channelId, receiptNumber);
  const sale = saleTransactionId === undefined ? byReceipt : await findSale(reader, saleTransactionId);
  if (sale?.channelId !== seller.channelId) throw unknownSale(given);
  return sale;
}

const unknownSale = ({ receiptNumber }: ReturnRequest) =>
  sellingError('transaction.unknown', 'the sale is not on this box', {
    field: receiptNumber === undefined ? '/saleTransactionId' : '/receiptNumber',
  });
