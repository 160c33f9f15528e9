import { findCart, findDepositSlip, insertCart, findSale, hasUnsettledAttempt, openShiftOf, type RequestKey } from '@app/channel-db';
import {
  addCash,
  addLine,
  answerRequirement,
  beginCart,
  changeLine,
  intendTender,
  isRepriced,
  OPERATIONS,
  overrideLineTaxes,
  overrideTaxes,
  reprice,
  voidCart,
  voidLine,
  voidTender,
  whyNotNow,
  type Cart,
  type CartOutcome,
  type ChannelRules,
  type GivenAnswer,
  type LineChange,
  type StoreOperation,
  type TradeMode,
} from '@app/commerce';
import type { Tx } from '@app/database';
import { newId } from '@app/kernel';
import { amountIn } from './amount-in';
import { auditCart, type AuditDetails } from './audit';
import { changeOnce, type AlsoInUnit, type CartRequest, type Decided } from './change-once';
import { acceptedCart, sellingError } from './errors';
import type { Gathered, ProductFinder, SellingTerms } from './find-products';
import type { WantedProduct } from './product-shelf';
import { registerOf } from './register-of';
import type { Seller, SellingPorts } from './ports';
import { keepCart, loadCart, requireRevision } from './stored-cart';
import type { CartBody } from './view/cart-schema';
import { cartView } from './view/cart-view';
import { appendVoid } from './void-record';
import { newLineFrom, type WantedLine } from './wanted-line';

export interface GivenCash {
  readonly tenderId: string;
  readonly tenderTypeId: string;
  readonly amount: string;
  /** The customer is let off what is still missing. */
  readonly settles?: boolean | undefined;
}

type Decide = (cart: Cart, rules: ChannelRules, configuration: SellingTerms['configuration']) => CartOutcome;

/** The operation a change is, and what its journal entry says beside it. */
interface Change {
  readonly operation?: StoreOperation | undefined;
  readonly what?: AuditDetails | undefined;
}

/** Baskets in progress. Everything is read and decided before the unit of work, which stores one document if nobody was quicker. */
export class CartsService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
  ) {}

  /** The same transaction id from the same register is the same cart. */
  async create(seller: Seller, given: { transactionId?: string | undefined; mode: TradeMode }): Promise<CartBody> {
    const { database, clock } = this.ports;
    const terms = await this.products.terms(seller.channelId);
    const { rules } = terms;
    const known = given.transactionId === undefined ? undefined : await findCart(database.reader, given.transactionId);
    if (known) return cartView(sameCart(known, seller, given.mode), rules);
    const cart = await this.begin(seller, given.transactionId ?? newId(clock.now()), given.mode, terms);
    return database.unitOfWork.run(async (tx) => {
      if (given.transactionId !== undefined && (await findSale(tx, cart.id))) throw idTaken(cart.id);
      if (await insertCart(tx, cart, clock.now())) return cartView(cart, rules);
      return cartView(sameCart(await findCart(tx, cart.id), seller, given.mode), rules);
    });
  }

  /** An empty cart of the register in its open shift; training needs none. */
  async begin(seller: Seller, id: string, mode: TradeMode, { rules, configuration }: SellingTerms): Promise<Cart> {
    const { drawerId, shift } = await this.placeOf(seller, mode, configuration);
    const { registerId, staffId } = seller;
    return beginCart({ id, mode, registerId, drawerId, staffId, shift, at: this.ports.businessClock.now() }, rules);
  }

  /** The drawer of the register and its open shift, which only training goes without. */
  async placeOf(seller: Seller, mode: TradeMode, configuration: SellingTerms['configuration']) {
    const { drawerId } = registerOf(configuration, seller);
    const shift = (await openShiftOf(this.ports.database.reader, seller.channelId, drawerId)) ?? null;
    if (!shift && mode === 'live') throw sellingError('shift.not-open', 'the register has no open shift');
    return { drawerId, shift };
  }

  async show(seller: Seller, cartId: string): Promise<CartBody> {
    const cart = await loadCart(this.ports.database.reader, seller, cartId);
    return cartView(cart, (await this.products.terms(seller.channelId)).rules);
  }

  async addLine(request: CartRequest, wanted: WantedLine): Promise<CartBody> {
    const cart = await this.load(request);
    const { rules, book, found } = await this.gather(request, [wanted], cart);
    const line = newLineFrom(wanted, found[0], this.ports.businessClock.now());
    if (line.depositSlip && cart.mode === 'live') await requireGoodSlip(this.ports, cart, line.depositSlip.code);
    return this.keep(request, cart, rules, addLine(cart, line, book, rules));
  }

  changeLine(request: CartRequest, lineId: string, change: LineChange): Promise<CartBody> {
    return this.change(request, (cart) => changeLine(cart, lineId, change));
  }

  voidLine(request: CartRequest, lineId: string): Promise<CartBody> {
    return this.change(request, (cart) => voidLine(cart, lineId), { operation: OPERATIONS.voidLine });
  }

  answer(request: CartRequest, given: GivenAnswer): Promise<CartBody> {
    return this.change(request, (cart) => answerRequirement(cart, given, request.seller.staffId));
  }

  /** Other taxes for a line, or for the whole sale where none is named. */
  overrideTaxes(request: CartRequest, lineId: string | null, taxOverrideId: string | null): Promise<CartBody> {
    const operation = lineId === null ? OPERATIONS.overrideTaxes : OPERATIONS.overrideLineTaxes;
    return this.change(
      request,
      (cart, rules) =>
        lineId === null ? overrideTaxes(cart, taxOverrideId, rules) : overrideLineTaxes(cart, lineId, taxOverrideId, rules),
      { operation },
    );
  }

  intendTender(request: CartRequest, tenderTypeId: string | null): Promise<CartBody> {
    return this.change(request, (cart, rules) => intendTender(cart, tenderTypeId, rules));
  }

  addCash(request: CartRequest, key: RequestKey, given: GivenCash): Promise<CartBody> {
    return this.changeOnce(
      request,
      key,
      OPERATIONS.addTender,
      (cart, rules) =>
        whyNotNow(cart, rules, this.ports.businessClock.now()) ??
        addCash(cart, { ...given, amount: cashAmount(given, cart, rules) }, rules),
    );
  }

  /** Cash only: what a terminal moved is reversed through its attempt. */
  voidTender(request: CartRequest, key: RequestKey, tenderId: string): Promise<CartBody> {
    return this.changeOnce(request, key, OPERATIONS.voidTender, (cart) => voidTender(cart, tenderId, { isReversed: false }));
  }

  void(request: CartRequest, key: RequestKey, reason: string | null): Promise<CartBody> {
    const recorded: AlsoInUnit = async (tx, cart, rules) => {
      await requireSettledTenders(tx, cart);
      return appendVoid(tx, this.ports, cart, request.seller, rules, reason);
    };
    return this.changeOnce(request, key, OPERATIONS.voidCart, voidCart, recorded);
  }

  load({ seller, cartId }: CartRequest): Promise<Cart> {
    return loadCart(this.ports.database.reader, seller, cartId);
  }

  /** What a change of the basket is decided on. While a payment is under way, what the customer was told holds. */
  async gather({ seller }: CartRequest, wanted: readonly WantedProduct[], cart: Cart): Promise<Gathered> {
    const gathered = await this.products.gather(seller, wanted, cart);
    const { rules } = gathered;
    const isPaying = isRepriced(cart, rules) && (await hasUnsettledAttempt(this.ports.database.reader, cart.id));
    return isPaying ? { ...gathered, rules: { ...rules, repricesOpenBaskets: false } } : gathered;
  }

  /** A change of the basket: where the channel reprices open ones, it is decided on the prices of now. */
  async change(request: CartRequest, decide: Decide, change: Change = {}): Promise<CartBody> {
    const cart = await this.load(request);
    const { rules, book, configuration } = await this.gather(request, [], cart);
    const current = cart.status === 'open' ? reprice(cart, book, rules, this.ports.businessClock.now()) : cart;
    return this.keep(request, cart, rules, decide(current, rules, configuration), change);
  }

  /** What was done already is answered whatever revision the caller has seen: its answer may have been lost. */
  async keep(
    { seller, seen }: CartRequest,
    cart: Cart,
    rules: ChannelRules,
    outcome: CartOutcome,
    { operation, what }: Change = {},
  ): Promise<CartBody> {
    if (outcome.kind === 'unchanged') return cartView(cart, rules);
    requireRevision(cart, seen);
    const changed = acceptedCart(outcome);
    const { database, clock } = this.ports;
    return database.unitOfWork.run(async (tx) => {
      const kept = await keepCart(tx, cart, changed, clock.now());
      return cartView(kept, rules, operation && (await auditCart(tx, this.ports, operation, seller, kept, rules, what)));
    });
  }

  private changeOnce(
    request: CartRequest,
    key: RequestKey,
    operation: StoreOperation,
    decide: Decide,
    also?: AlsoInUnit,
  ): Promise<CartBody> {
    const once = { request, key, operation };
    return changeOnce(this.ports, once, (cart) => this.decided(cart, request, decide), also);
  }

  private async decided(cart: Cart, { seller }: CartRequest, decide: Decide): Promise<Decided> {
    const { rules, configuration } = await this.products.terms(seller.channelId);
    return { outcome: decide(cart, rules, configuration), rules };
  }
}

/** Said as early as it is known; the commit decides. */
async function requireGoodSlip({ database, clock }: SellingPorts, { id, channelId }: Cart, code: string): Promise<void> {
  const used = await findDepositSlip(database.reader, channelId, code, clock.now());
  if (used && used.transactionId !== id) throw sellingError('deposit-slip.used', 'the slip was paid out before', { field: '/barcode' });
}

/** Money may have moved: nothing ends a cart before somebody knows (D17). */
export async function requireSettledTenders(tx: Tx, cart: Cart): Promise<void> {
  if (await hasUnsettledAttempt(tx, cart.id))
    throw sellingError('cart.tender-unclear', 'a payment of the cart is not settled yet', { cartId: cart.id });
}

/** An amount as the register wrote it, in the currency of the tender. */
export function cashAmount({ amount, tenderTypeId }: GivenCash, cart: Cart, { tenderTypes }: ChannelRules, at = '') {
  return amountIn(tenderTypes.get(tenderTypeId)?.currency ?? cart.currency, amount, `${at}/amount`);
}

function sameCart(known: Cart | undefined, { channelId, registerId }: Seller, mode: TradeMode): Cart {
  if (known && known.channelId === channelId && known.registerId === registerId && known.mode === mode) return known;
  throw idTaken(known?.id ?? '');
}

const idTaken = (cartId: string) => sellingError('cart.id-taken', 'the transaction id is in use', { field: '/transactionId', cartId });
