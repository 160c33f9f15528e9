import { reopenCart, suspendedCartsOf, type RequestKey } from '@app/channel-db';
import { hasExpired, OPERATIONS, quoteCart, recallCart, suspendCart, type Cart, type ChannelRules } from '@app/commerce';
import type { Capsule } from '@app/protocol';
import { auditCart } from './audit';
import { requireSettledTenders, type CartsService } from './carts.service';
import { changeOnce, type CartRequest } from './change-once';
import { acceptedCart, sellingError } from './errors';
import { productsOf, type ProductFinder } from './find-products';
import { answerOfKey, doOnce } from './keyed-request';
import { appendQuotation } from './quotation-record';
import type { Seller, SellingPorts } from './ports';
import type { CartBody } from './view/cart-schema';
import type { RecalledCart, SuspendedCart } from './view/suspended-schema';
import { recalledView, suspendedView } from './view/suspended-view';

/** A suspended basket as a register names it: by what its slip says, or by its transaction id. */
export interface NamedSuspended {
  readonly slipNumber?: string | undefined;
  readonly transactionId?: string | undefined;
}

interface Recalled {
  readonly before: Cart;
  readonly after: Cart;
  readonly rules: ChannelRules;
}

/** Baskets put aside at one register and taken up at any other of the store. */
export class SuspendedService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
    private readonly carts: CartsService,
  ) {}

  suspend(request: CartRequest, key: RequestKey): Promise<CartBody> {
    const { seller } = request;
    const decide = async (cart: Cart) => {
      const { rules } = await this.products.terms(seller.channelId);
      return { rules, outcome: suspendCart(cart, { ...seller, at: this.ports.businessClock.now() }, rules) };
    };
    return changeOnce(this.ports, { request, key, operation: OPERATIONS.suspendCart }, decide, async (tx, cart) => {
      await requireSettledTenders(tx, cart);
      return [];
    });
  }

  /** The same as a quotation: its prices hold, and headquarters learns of it. */
  quote(request: CartRequest, key: RequestKey, customerName: string): Promise<CartBody> {
    const { seller } = request;
    const decide = async (cart: Cart) => {
      const { rules } = await this.products.terms(seller.channelId);
      return { rules, outcome: quoteCart(cart, customerName, { ...seller, at: this.ports.businessClock.now() }, rules) };
    };
    return changeOnce(this.ports, { request, key, operation: OPERATIONS.quoteCart }, decide, async (tx, cart, rules) => {
      await requireSettledTenders(tx, cart);
      return appendQuotation(tx, this.ports, cart, seller, rules);
    });
  }

  /** All of the store, the oldest first. */
  async list(seller: Seller): Promise<SuspendedCart[]> {
    const now = this.ports.businessClock.now();
    const carts = await suspendedCartsOf(this.ports.database.reader, seller.channelId);
    const views = carts.flatMap((cart) => suspendedView(cart, hasExpired(cart, now)) ?? []);
    return views.sort((a, b) => a.suspended.at - b.suspended.at);
  }

  async recall(seller: Seller, key: RequestKey, named: NamedSuspended): Promise<RecalledCart> {
    const answered = await answerOfKey<RecalledCart>(this.ports, key);
    if (answered) return answered;
    const recalled = await this.recalled(seller, await this.find(seller, named));
    return this.ports.database.unitOfWork.run((tx) =>
      doOnce(tx, this.ports, key, async () => {
        const { before, after, rules } = recalled;
        const kept = { ...after, revision: before.revision + 1 };
        if (!(await reopenCart(tx, kept, before.revision, this.ports.clock.now()))) throw unknownSuspended();
        const capsules: Capsule[] = await auditCart(tx, this.ports, OPERATIONS.recallCart, seller, kept, rules);
        return recalledView(before, kept, rules, capsules);
      }),
    );
  }

  private async recalled(seller: Seller, before: Cart): Promise<Recalled> {
    const { rules, book, configuration } = await this.products.gather(seller, productsOf(before), before);
    const { drawerId, shift } = await this.carts.placeOf(seller, before.mode, configuration);
    const { registerId, staffId } = seller;
    const resumed = {
      registerId,
      staffId,
      drawerId,
      shiftId: shift?.shiftId ?? null,
      businessDate: shift?.businessDate ?? before.businessDate,
    };
    const after = acceptedCart(recallCart(before, resumed, this.ports.businessClock.now(), book, rules));
    return { before, after, rules };
  }

  private async find({ channelId }: Seller, named: NamedSuspended): Promise<Cart> {
    const carts = await suspendedCartsOf(this.ports.database.reader, channelId);
    const found = carts.find((cart) => cart.id === named.transactionId || cart.suspended?.slipNumber === named.slipNumber);
    if (!found) throw unknownSuspended();
    return found;
  }
}

const unknownSuspended = () => sellingError('suspended.unknown', 'no such basket waits in this store, or somebody was quicker');
