import { findCapsule, findCart, type RequestKey } from '@app/channel-db';
import { addCash, addLine, answerRequirement, type Cart, type ChannelRules, type GivenAnswer, type TradeMode } from '@app/commerce';
import type { Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { cashAmount, requireSettledTenders, type CartRequest, type CartsService, type GivenCash } from './carts.service';
import { acceptedCart, sellingError } from './errors';
import type { ProductFinder } from './find-products';
import { finishSale, readyToFinish, type SaleToFinish } from './finish-sale';
import { answerOfKey, doOnce } from './keyed-request';
import type { Seller, SellingPorts } from './ports';
import { isSameBasket } from './same-basket';
import { recordedSale, saleAnswerOf } from './sale-answer';
import { keepCart, loadCart, requireRevision } from './stored-cart';
import type { SaleAnswer } from './view/cart-schema';
import { newLineFrom, type WantedLine } from './wanted-line';

/** A whole sale in one request. */
export interface Basket {
  readonly transactionId: string;
  readonly mode: TradeMode;
  readonly lines: readonly WantedLine[];
  readonly answers: readonly GivenAnswer[];
  readonly tenders: readonly GivenCash[];
  readonly registerTime: Instant | null;
}

/** What a key remembers of a sale; the answer itself is made from the record, which is stored anyway. */
interface KeptAnswer {
  readonly transactionId: string;
}

/** Carts and baskets that become sales. */
export class SalesService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
    private readonly carts: CartsService,
  ) {}

  async checkout({ seller, cartId, seen }: CartRequest, key: RequestKey, registerTime: Instant | null): Promise<SaleAnswer> {
    const known = await answerOfKey<KeptAnswer>(this.ports, key);
    if (known) return this.answerAgain(seller, known.transactionId);
    const cart = await loadCart(this.ports.database.reader, seller, cartId);
    if (cart.status === 'checked-out') return this.answerAgain(seller, cartId);
    requireRevision(cart, seen);
    return this.finish(cart, await this.products.rules(seller.channelId), seller, key, registerTime, async (tx) => {
      await requireSettledTenders(tx, cart);
      await keepCart(tx, cart, { ...cart, status: 'checked-out' }, this.ports.clock.now());
    });
  }

  /** A basket, and cash. Attempts made earlier under its transaction id stand in its cart and count. */
  async sell(seller: Seller, basket: Basket, key: RequestKey): Promise<SaleAnswer> {
    const known = await answerOfKey<KeptAnswer>(this.ports, key);
    if (known) return this.answerAgain(seller, known.transactionId);
    const { reader } = this.ports.database;
    const sold = await findCapsule(reader, basket.transactionId);
    if (sold) return this.answerIfSame(seller, basket, sold);
    const stored = await findCart(reader, basket.transactionId);
    const { cart, rules } = await this.fill(stored && (await loadCart(reader, seller, stored.id)), seller, basket);
    return this.finish(cart, rules, seller, key, basket.registerTime, async (tx) => {
      if (!stored) return;
      await requireSettledTenders(tx, cart);
      await keepCart(tx, stored, { ...cart, status: 'checked-out' }, this.ports.clock.now());
    });
  }

  private async fill(
    stored: Cart | undefined,
    seller: Seller,
    { transactionId, mode, lines, answers, tenders }: Basket,
  ): Promise<{ cart: Cart; rules: ChannelRules }> {
    const { rules, book, found } = await this.products.gather(seller, lines, stored);
    let cart = stored ?? (await this.carts.begin(seller, transactionId, mode, rules));
    if (cart.mode !== mode) throw idTaken(transactionId);
    lines.forEach((line, index) => {
      cart = acceptedCart(addLine(cart, newLineFrom(line, found[index], `/lines/${index}`), book, rules), `/lines/${index}`);
    });
    answers.forEach((answer, index) => {
      cart = acceptedCart(answerRequirement(cart, answer, seller.staffId), `/answers/${index}`);
    });
    tenders.forEach((tender, index) => {
      const at = `/tenders/${index}`;
      cart = acceptedCart(addCash(cart, { ...tender, amount: cashAmount(tender.amount, cart, at) }, rules), at);
    });
    return { cart, rules };
  }

  private async finish(
    cart: Cart,
    rules: ChannelRules,
    seller: Seller,
    key: RequestKey,
    registerTime: Instant | null,
    before: (tx: Tx) => Promise<void>,
  ): Promise<SaleAnswer> {
    const configuration = await this.ports.catalog.configuration();
    const register = configuration.registers.find((row) => row.channelId === cart.channelId && row.registerId === cart.registerId);
    if (!register) throw sellingError('register.unknown', 'the register was not sent down to this box', { registerId: cart.registerId });
    const wanted: SaleToFinish = { sale: readyToFinish(cart), rules, receiptMask: register.receiptMask, seller, registerTime };
    let answer: SaleAnswer | undefined;
    const kept = await this.ports.database.unitOfWork.run((tx) =>
      doOnce<KeptAnswer>(tx, this.ports, key, async () => {
        await before(tx);
        const { record, body } = await finishSale(tx, this.ports, wanted);
        answer = saleAnswerOf({ header: record.header, body }, record.capsule, rules, configuration);
        return { transactionId: cart.id };
      }),
    );
    return answer ?? this.answerAgain(seller, kept.transactionId);
  }

  /** A known transaction under a new key: the same basket gets the same answer, another one is refused. */
  private async answerIfSame(seller: Seller, basket: Basket, capsule: Capsule): Promise<SaleAnswer> {
    const { header, body } = recordedSale(capsule);
    const isSale = header.type === 'sale' || header.type === 'training-sale';
    const isOurs = header.channelId === seller.channelId && header.registerId === seller.registerId;
    if (!isSale || !isOurs) throw idTaken(basket.transactionId);
    const { found } = await this.products.gather(seller, basket.lines, undefined);
    if (!isSameBasket(basket, body, found)) throw idTaken(basket.transactionId);
    return this.answerFrom(seller, capsule);
  }

  private async answerAgain(seller: Seller, transactionId: string): Promise<SaleAnswer> {
    const capsule = await findCapsule(this.ports.database.reader, transactionId);
    if (!capsule) throw sellingError('transaction.unknown', 'the sale is not on this box', { transactionId });
    return this.answerFrom(seller, capsule);
  }

  private async answerFrom(seller: Seller, capsule: Capsule): Promise<SaleAnswer> {
    const rules = await this.products.rules(seller.channelId);
    return saleAnswerOf(recordedSale(capsule), capsule, rules, await this.ports.catalog.configuration());
  }
}

const idTaken = (transactionId: string) =>
  sellingError('transaction.id-taken', 'the transaction id belongs to another sale', { field: '/transactionId', transactionId });
