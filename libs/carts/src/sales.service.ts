import { findCapsule, type RequestKey } from '@app/channel-db';
import { boughtBy, withCoupons, type Cart, type ChannelRules } from '@app/commerce';
import type { Tx } from '@app/database';
import { DomainError, type Instant } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { auditCart } from './audit';
import { buyerNamed } from './buyers/find-buyers';
import { requireSettledTenders, type CartsService, type GivenCash } from './carts.service';
import type { CartRequest } from './change-once';
import { sellingError } from './errors';
import { requireHours, withBasket, withCash } from './fill-basket';
import { findCoupons } from './find-coupons';
import { productsOf, type ProductFinder, type SellingTerms } from './find-products';
import { registerOf } from './register-of';
import { finishSale, readyToFinish, type SaleToFinish } from './finish-sale';
import type { Basket, Finish } from './basket';
import { doOnce, knownRequest } from './keyed-request';
import type { Seller, SellingPorts } from './ports';
import type { Reduction } from './reductions/asked-reductions';
import { isSameBasket, isSamePayment } from './same-basket';
import { recordedSale, saleAnswerOf } from './sale-answer';
import { keepCart, ownCart, requireRevision } from './stored-cart';
import type { SaleAnswer } from './view/cart-schema';

/** What a key remembers of a sale; the answer itself is made from the record, which is stored anyway. */
interface KeptAnswer {
  readonly transactionId: string;
  /** Entries of the journal that came with it; absent where there were none. */
  readonly audits?: readonly Capsule[];
}

interface Finishing {
  readonly cart: Cart;
  readonly terms: SellingTerms;
  readonly seller: Seller;
  readonly key: RequestKey;
  readonly registerTime: Instant | null;
  /** The cart as it is stored; undefined when it never was. */
  readonly stored: Cart | undefined;
  /** What a person took off with the same request. */
  readonly given?: readonly Reduction[];
}

/** Carts and baskets that become sales. */
export class SalesService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
    private readonly carts: CartsService,
  ) {}

  /** A paid cart, or one that is paid with the cash that comes along. */
  async checkout({ seller, cartId, seen }: CartRequest, key: RequestKey, { registerTime, tenders }: Finish): Promise<SaleAnswer> {
    const known = await knownRequest<KeptAnswer>(this.ports, key, cartId);
    if (known.answered) return this.answerAgain(seller, known.answered);
    const stored = ownCart(known.cart, seller, cartId);
    if (stored.status === 'checked-out') return this.answerFinished(seller, cartId, tenders);
    requireRevision(stored, seen);
    const terms = await this.products.terms(seller.channelId);
    requireHours(stored, terms.rules, this.ports.businessClock.now());
    return this.finish({ cart: withCash(stored, tenders, terms), terms, seller, key, registerTime, stored });
  }

  /** A basket, and cash. Attempts made earlier under its transaction id stand in its cart and count. */
  async sell(seller: Seller, basket: Basket, key: RequestKey): Promise<SaleAnswer> {
    const known = await knownRequest<KeptAnswer>(this.ports, key, basket.transactionId);
    if (known.answered) return this.answerAgain(seller, known.answered);
    if (known.capsule) return this.answerSold(seller, basket, known.capsule, known.cart);
    const stored = known.cart && ownCart(known.cart, seller, known.cart.id);
    const filled = await this.fill(stored, seller, basket);
    try {
      return await this.finish({ ...filled, seller, key, registerTime: basket.registerTime, stored });
    } catch (error) {
      if (!isTaken(error)) throw error;
      // The same basket under another key was quicker.
      const { capsule, cart: kept } = await knownRequest<KeptAnswer>(this.ports, key, basket.transactionId);
      if (!capsule) throw error;
      return this.answerSold(seller, basket, capsule, kept);
    }
  }

  private async fill(stored: Cart | undefined, seller: Seller, basket: Basket): Promise<Pick<Finishing, 'cart' | 'terms' | 'given'>> {
    const { transactionId, mode, lines, buyer, coupons: codes = [] } = basket;
    const before = await this.products.terms(seller.channelId);
    const cart = stored ?? (await this.carts.begin(seller, transactionId, mode, before));
    if (cart.mode !== mode) throw idTaken(transactionId);
    const coupons = await findCoupons(this.ports.catalog, before, seller, codes);
    const next = buyer ? boughtBy(cart, await buyerNamed(this.ports.catalog, before, seller, buyer)) : cart;
    const wanted = buyer || coupons.length > 0 ? [...lines, ...productsOf(cart)] : lines;
    const gathered = await this.products.gather(seller, wanted, withCoupons(next, coupons));
    const at = this.ports.businessClock.now();
    const filled = withBasket(cart, basket, { seller, gathered, coupons, bought: buyer && next, at });
    return { ...filled, terms: { rules: gathered.rules, configuration: gathered.configuration } };
  }

  private async finish({ cart, terms, seller, key, registerTime, stored, given = [] }: Finishing): Promise<SaleAnswer> {
    const { rules, configuration } = terms;
    const { receiptMask } = registerOf(configuration, cart);
    const wanted: SaleToFinish = { sale: readyToFinish(cart), rules, receiptMask, seller, registerTime };
    let answer: SaleAnswer | undefined;
    const kept = await this.ports.database.unitOfWork.run((tx) =>
      doOnce<KeptAnswer>(tx, this.ports, key, async () => {
        if (stored) await this.closeCart(tx, stored, cart);
        const { record, body } = await finishSale(tx, this.ports, wanted);
        const audits = await this.auditAll(tx, given, { cart, seller, rules });
        answer = saleAnswerOf({ header: record.header, body }, [record.capsule, ...audits], terms);
        return { transactionId: cart.id, ...(audits.length > 0 && { audits }) };
      }),
    );
    return answer ?? this.answerAgain(seller, kept);
  }

  private async auditAll(
    tx: Tx,
    given: readonly Reduction[],
    { cart, seller, rules }: { cart: Cart; seller: Seller; rules: ChannelRules },
  ) {
    const capsules: Capsule[] = [];
    for (const { operation, what } of given) capsules.push(...(await auditCart(tx, this.ports, operation, seller, cart, rules, what)));
    return capsules;
  }

  private async closeCart(tx: Tx, stored: Cart, cart: Cart): Promise<void> {
    await requireSettledTenders(tx, cart);
    await keepCart(tx, stored, { ...cart, status: 'checked-out' }, this.ports.clock.now());
  }

  /** A known transaction under a new key: the same basket gets the same answer, another one is refused. */
  private async answerSold(seller: Seller, basket: Basket, capsule: Capsule, cart: Cart | undefined): Promise<SaleAnswer> {
    const { header, body } = recordedSale(capsule);
    const isSale = header.type === 'sale' || header.type === 'training-sale';
    const isOurs = header.channelId === seller.channelId && header.registerId === seller.registerId;
    if (!isSale || !isOurs) throw idTaken(basket.transactionId);
    const { found, ...terms } = await this.products.gather(seller, basket.lines, undefined);
    if (!isSameBasket(basket, body, { found, hadCart: cart !== undefined })) throw idTaken(basket.transactionId);
    return saleAnswerOf({ header, body }, [capsule], terms);
  }

  /** A finished cart under a new key: who paid the same gets the same answer, who paid otherwise came too late. */
  private async answerFinished(seller: Seller, cartId: string, tenders: readonly GivenCash[]): Promise<SaleAnswer> {
    const capsule = await findCapsule(this.ports.database.reader, cartId);
    if (capsule && isSamePayment(tenders, recordedSale(capsule).body)) return this.answerAgain(seller, { transactionId: cartId });
    throw sellingError('cart.not-open', 'the cart is finished', { status: 'checked-out' });
  }

  private async answerAgain(seller: Seller, { transactionId, audits = [] }: KeptAnswer): Promise<SaleAnswer> {
    const capsule = await findCapsule(this.ports.database.reader, transactionId);
    if (!capsule) throw sellingError('transaction.unknown', 'the sale is not on this box', { transactionId });
    return saleAnswerOf(recordedSale(capsule), [capsule, ...audits], await this.products.terms(seller.channelId));
  }
}

const isTaken = (error: unknown): boolean => error instanceof DomainError && error.code === 'transaction.id-taken';

const idTaken = (transactionId: string) =>
  sellingError('transaction.id-taken', 'the transaction id belongs to another sale', { field: '/transactionId', transactionId });
