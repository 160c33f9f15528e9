import { addCoupon, removeCoupon, reprice, withCoupons } from '@app/commerce';
import type { CartsService } from './carts.service';
import type { CartRequest } from './change-once';
import { findCoupon } from './find-coupons';
import { productsOf, type ProductFinder } from './find-products';
import type { SellingPorts } from './ports';
import type { CartBody } from './view/cart-schema';

/** Coupons in a cart. */
export class CouponsService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
    private readonly carts: CartsService,
  ) {}

  async add(request: CartRequest, code: string): Promise<CartBody> {
    const { seller } = request;
    const cart = await this.carts.load(request);
    const terms = await this.products.terms(seller.channelId);
    const coupon = await findCoupon(this.ports.catalog, terms, seller, { code, at: '/code' });
    const { rules, book } = await this.carts.gather(request, productsOf(cart), withCoupons(cart, [coupon]));
    const at = this.ports.businessClock.now();
    const current = cart.status === 'open' ? reprice(cart, book, rules, at) : cart;
    return this.carts.keep(request, cart, rules, addCoupon(current, coupon, at, book, rules));
  }

  remove(request: CartRequest, couponId: string): Promise<CartBody> {
    return this.carts.change(request, (cart) => removeCoupon(cart, couponId));
  }
}
