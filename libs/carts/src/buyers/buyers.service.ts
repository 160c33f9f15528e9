import { hasUnsettledAttempt } from '@app/channel-db';
import { boughtBy, changeBuyer, NO_BUYER, OPERATIONS, type Buyer, type StoreOperation } from '@app/commerce';
import type { CartsService } from '../carts.service';
import type { CartRequest } from '../change-once';
import { sellingError } from '../errors';
import { productsOf, type ProductFinder } from '../find-products';
import type { Seller, SellingPorts } from '../ports';
import type { CartBody } from '../view/cart-schema';
import type { FoundCustomers } from '../view/customer-schema';
import { cardOf, customerToSell, knownAffiliations, lookUpCustomers, loyaltyCardToSell, type NamedCustomer } from './find-buyers';

const NO_CARD = { loyaltyCardNumber: null, loyaltyTierId: null };

/** Who buys: looked up, named in a cart, and taken out of it again. */
export class BuyersService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
    private readonly carts: CartsService,
  ) {}

  /** What a cashier needs to see that it is this person. */
  async lookUp(seller: Seller, named: NamedCustomer): Promise<FoundCustomers> {
    const found = await lookUpCustomers(this.ports.catalog, seller, named);
    const customers = found.map(({ customerId, name, isBlocked, affiliationIds }) => ({ customerId, name, isBlocked, affiliationIds }));
    return { customers };
  }

  /** Null takes the customer out; a card goes when another name comes. */
  nameCustomer(request: CartRequest, customerId: string | null): Promise<CartBody> {
    return this.change(request, OPERATIONS.nameCustomer, async (buyer) => {
      const customer = customerId === null ? null : await customerToSell(this.ports.catalog, request.seller, customerId);
      const isOther = buyer.customer !== null && buyer.customer.customerId !== customerId;
      return isOther ? { ...buyer, ...NO_CARD, customer } : { ...buyer, customer };
    });
  }

  /** A card brings its customer where nobody is named yet. */
  addLoyaltyCard(request: CartRequest, cardNumber: string | null): Promise<CartBody> {
    const { seller } = request;
    return this.change(request, OPERATIONS.addLoyaltyCard, async (buyer) => {
      if (cardNumber === null) return { ...buyer, ...NO_CARD };
      const card = await loyaltyCardToSell(this.ports.catalog, seller, cardNumber);
      if (card.customerId === null) return { ...buyer, ...cardOf(card) };
      if (buyer.customer && buyer.customer.customerId !== card.customerId)
        throw sellingError('loyalty-card.other-customer', 'the card is somebody else’s', { field: '/cardNumber' });
      return { ...buyer, ...cardOf(card), customer: await customerToSell(this.ports.catalog, seller, card.customerId) };
    });
  }

  setAffiliations(request: CartRequest, affiliationIds: readonly string[]): Promise<CartBody> {
    const { seller } = request;
    return this.change(request, OPERATIONS.setAffiliations, async (buyer) => {
      const known = knownAffiliations(await this.products.terms(seller.channelId), seller, affiliationIds);
      return { ...buyer, affiliationIds: known };
    });
  }

  private async change(request: CartRequest, operation: StoreOperation, decide: (buyer: Buyer) => Promise<Buyer>): Promise<CartBody> {
    const cart = await this.carts.load(request);
    const next = boughtBy(cart, await decide(cart.buyer ?? NO_BUYER));
    if (await hasUnsettledAttempt(this.ports.database.reader, cart.id))
      throw sellingError('cart.tender-unclear', 'a payment of the cart is not settled yet', { cartId: cart.id });
    const { rules, book } = await this.products.gather(request.seller, productsOf(next), next);
    return this.carts.keep(request, cart, rules, changeBuyer(cart, next, book, rules, this.ports.businessClock.now()), { operation });
  }
}
