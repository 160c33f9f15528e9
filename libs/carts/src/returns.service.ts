import { findSale, insertCart, type RequestKey } from '@app/channel-db';
import { addBlindReturn, addReturnLines, OPERATIONS, overrideRefund, reprice, type ReturnedLine } from '@app/commerce';
import { auditCart } from './audit';
import type { CartsService } from './carts.service';
import { changeOnce, type CartRequest } from './change-once';
import { acceptedCart, sellingError } from './errors';
import type { ProductFinder } from './find-products';
import { soldIn, type NamedSale } from './find-sold';
import { answerOfKey, doOnce } from './keyed-request';
import type { Seller, SellingPorts } from './ports';
import { staffLimits } from './staff-limits';
import type { CartBody } from './view/cart-schema';
import { cartView } from './view/cart-view';
import { newLineFrom, type WantedLine } from './wanted-line';

/** What comes back, and from which sale. */
export interface ReturnedLines extends NamedSale {
  readonly lines: readonly ReturnedLine[];
  readonly reason: string;
}

export interface ReturnRequest extends ReturnedLines {
  /** Of the new cart. */
  readonly transactionId: string;
}

/** Goods that come back without a receipt, and what stands in for one. */
export interface BlindReturnRequest {
  readonly lines: readonly WantedLine[];
  readonly reason: string;
  readonly reference: string;
}

/** Returns: by receipt the exact reverse of what was charged, without one for the lowest price of the last days. */
export class ReturnsService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
    private readonly carts: CartsService,
  ) {}

  /** A new cart of what comes back; goods may be added to it. */
  async begin(seller: Seller, given: ReturnRequest, key: RequestKey): Promise<CartBody> {
    const answered = await answerOfKey<CartBody>(this.ports, key);
    if (answered) return answered;
    const { database, clock } = this.ports;
    const terms = await this.products.terms(seller.channelId);
    const { rules } = terms;
    const sale = await soldIn(database.reader, seller, given, rules);
    const empty = await this.carts.begin(seller, given.transactionId, 'live', terms);
    const said = { reason: given.reason, staffId: seller.staffId };
    const cart = acceptedCart(addReturnLines(empty, sale, given.lines, said, rules));
    return database.unitOfWork.run((tx) =>
      doOnce(tx, this.ports, key, async () => {
        const isNew = !(await findSale(tx, cart.id)) && (await insertCart(tx, cart, clock.now()));
        if (!isNew) throw sellingError('cart.id-taken', 'the transaction id is in use', { field: '/transactionId' });
        return cartView(cart, rules, await auditCart(tx, this.ports, OPERATIONS.beginReturn, seller, cart, rules));
      }),
    );
  }

  /** Goods of a sale that come back into an open basket: an exchange, or a return of more than one receipt. */
  addLines(request: CartRequest, key: RequestKey, given: ReturnedLines): Promise<CartBody> {
    const { seller } = request;
    return changeOnce(this.ports, { request, key, operation: OPERATIONS.addReturnLines }, async (cart) => {
      if (cart.mode === 'training') throw sellingError('return.training', 'training takes back no real sale');
      const { rules } = await this.products.terms(seller.channelId);
      const sale = await soldIn(this.ports.database.reader, seller, given, rules);
      return { rules, outcome: addReturnLines(cart, sale, given.lines, { reason: given.reason, staffId: seller.staffId }, rules) };
    });
  }

  /** Goods nobody has a receipt for. */
  addBlind(request: CartRequest, key: RequestKey, { lines, reason, reference }: BlindReturnRequest): Promise<CartBody> {
    const { seller } = request;
    return changeOnce(this.ports, { request, key, operation: OPERATIONS.addBlindReturn }, async (cart) => {
      const { rules, book, found, configuration } = await this.products.gather(seller, lines, cart);
      const at = this.ports.businessClock.now();
      const wanted = lines.map((line, index) => newLineFrom(line, found[index], at, `/lines/${index}`));
      const current = cart.status === 'open' ? reprice(cart, book, rules, at) : cart;
      const { returns: limits } = staffLimits(configuration, seller, cart.currency);
      const said = { reason, reference, staffId: seller.staffId };
      return { rules, outcome: addBlindReturn(current, wanted, said, book, rules, limits) };
    });
  }
  /** Lets the money of this transaction go back in a tender that the refund policy does not name. */
  overrideRefund(request: CartRequest, key: RequestKey, tenderTypeId: string): Promise<CartBody> {
    const { seller } = request;
    return changeOnce(this.ports, { request, key, operation: OPERATIONS.overrideRefund }, async (cart) => {
      const { rules } = await this.products.terms(seller.channelId);
      return { rules, outcome: overrideRefund(cart, tenderTypeId, seller.approvedBy ?? seller.staffId, rules) };
    });
  }
}
