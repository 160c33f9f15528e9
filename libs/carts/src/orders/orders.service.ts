import { findSale, findSalesByReceipt, insertCart, openOrdersOf, type RequestKey, type StoredOrder } from '@app/channel-db';
import {
  cancelOrder, handOver, OPERATIONS, placeOrder, withdrawOrder,
  type Cart, type CartOutcome, type ChannelRules, type ChosenLine, type CustomerOrder, type StoreOperation,
} from '@app/commerce'; // prettier-ignore
import { auditCart } from '../audit';
import type { CartsService } from '../carts.service';
import { changeOnce, type CartRequest } from '../change-once';
import { acceptedCart, sellingError } from '../errors';
import type { ProductFinder } from '../find-products';
import { answerOfKey, doOnce } from '../keyed-request';
import type { Seller, SellingPorts } from '../ports';
import type { CartBody } from '../view/cart-schema';
import { cartView } from '../view/cart-view';
import { knownOrder } from './known-order';
import type { OrderSummary, OrderView } from './order-schema';
import { orderSummary, orderView } from './order-view';
import { wantedOrder, type GivenOrder } from './wanted-order';

/** What is handed over, in a new cart. */
export interface HandOverRequest {
  readonly transactionId: string;
  readonly depositLineId: string;
  readonly lines: readonly ChosenLine[];
}

export interface CancelRequest {
  readonly transactionId: string;
  readonly depositLineId: string;
  readonly chargeLineId: string;
}

/** Where a page of open orders goes on. */
export type OrderCursor = Pick<StoredOrder, 'placedAt' | 'orderId'>;

type Decide = (empty: Cart, order: CustomerOrder, rules: ChannelRules) => CartOutcome;

/** Customer orders, kept in the store: placed with a deposit, handed over at any register, cancelled. */
export class OrdersService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
    private readonly carts: CartsService,
  ) {}

  place(request: CartRequest, key: RequestKey, given: GivenOrder): Promise<CartBody> {
    return this.change(request, key, OPERATIONS.placeOrder, (cart, rules) => placeOrder(cart, wantedOrder(given, cart), rules));
  }

  withdraw(request: CartRequest, key: RequestKey): Promise<CartBody> {
    return this.change(request, key, OPERATIONS.withdrawOrder, withdrawOrder);
  }

  /** Orders of which something waits, the oldest first. */
  async list({ channelId }: Seller, limit: number, after: OrderCursor | null): Promise<OrderSummary[]> {
    return (await openOrdersOf(this.ports.database.reader, channelId, { limit, after })).map(orderSummary);
  }

  async show(seller: Seller, orderId: string): Promise<OrderView> {
    const { rules } = await this.products.terms(seller.channelId);
    return orderView(await knownOrder(this.ports.database.reader, seller, orderId, rules), rules.pricesIncludeTax);
  }

  /** By the number on the receipt of its deposit. */
  async find(seller: Seller, receiptNumber: string): Promise<OrderView> {
    const [sale] = await findSalesByReceipt(this.ports.database.reader, seller.channelId, receiptNumber);
    if (!sale) throw sellingError('order.unknown', 'no order has this receipt', { field: '/receiptNumber' });
    return this.show(seller, sale.transactionId);
  }

  /** A new cart of what is handed over; other goods may be added, and it is paid like any sale. */
  handOver(seller: Seller, key: RequestKey, orderId: string, { transactionId, depositLineId, lines }: HandOverRequest): Promise<CartBody> {
    const decide: Decide = (empty, order) => handOver(empty, order, lines, depositLineId);
    return this.begin(seller, key, OPERATIONS.handOverOrder, { orderId, transactionId, decide });
  }

  /** A new cart that gives the deposit back, less what is charged. */
  cancel(seller: Seller, key: RequestKey, orderId: string, { transactionId, ...ids }: CancelRequest): Promise<CartBody> {
    const decide: Decide = (empty, order, rules) => cancelOrder(empty, order, ids, rules);
    return this.begin(seller, key, OPERATIONS.cancelOrder, { orderId, transactionId, decide });
  }

  private change(
    request: CartRequest,
    key: RequestKey,
    operation: StoreOperation,
    decide: (cart: Cart, rules: ChannelRules) => CartOutcome,
  ): Promise<CartBody> {
    return changeOnce(this.ports, { request, key, operation }, async (cart) => {
      const { rules } = await this.products.terms(request.seller.channelId);
      return { rules, outcome: decide(cart, rules) };
    });
  }

  private async begin(
    seller: Seller,
    key: RequestKey,
    operation: StoreOperation,
    { orderId, transactionId, decide }: { readonly orderId: string; readonly transactionId: string; readonly decide: Decide },
  ): Promise<CartBody> {
    const answered = await answerOfKey<CartBody>(this.ports, key);
    if (answered) return answered;
    const { database, clock } = this.ports;
    const terms = await this.products.terms(seller.channelId);
    const { rules } = terms;
    const { order } = await knownOrder(database.reader, seller, orderId, rules);
    const empty = await this.carts.begin(seller, transactionId, 'live', terms);
    const cart = acceptedCart(decide(empty, order, rules));
    return database.unitOfWork.run((tx) =>
      doOnce(tx, this.ports, key, async () => {
        const isNew = !(await findSale(tx, cart.id)) && (await insertCart(tx, cart, clock.now()));
        if (!isNew) throw sellingError('cart.id-taken', 'the transaction id is in use', { field: '/transactionId' });
        return cartView(cart, rules, await auditCart(tx, this.ports, operation, seller, cart, rules));
      }),
    );
  }
}
