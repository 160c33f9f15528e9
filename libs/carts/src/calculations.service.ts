import {
  addCoupon,
  addLine,
  beginCart,
  boughtBy,
  explainCart,
  intendTender,
  overrideTaxes,
  withCoupons,
  type Cart,
  type TaxParty,
} from '@app/commerce';
import { newId, type Instant } from '@app/kernel';
import { buyerNamed, type NamedBuyer } from './buyers/find-buyers';
import { acceptedCart } from './errors';
import { findCoupons } from './find-coupons';
import type { ProductFinder, SellingTerms } from './find-products';
import type { Seller, SellingPorts } from './ports';
import { calculationBody, type Calculation } from './view/calculation-schema';
import { cartView } from './view/cart-view';
import { explanationView } from './view/explanation-view';
import { newLineFrom, type WantedLine } from './wanted-line';

/** A document to be priced: what, for whom, where to, and at which time. */
export interface DocumentToPrice {
  readonly lines: readonly WantedLine[];
  /** Codes, as printed. */
  readonly coupons?: readonly string[] | undefined;
  /** Absent for nobody. */
  readonly buyer?: NamedBuyer | undefined;
  readonly intendedTenderTypeId?: string | undefined;
  readonly taxParty: TaxParty;
  readonly taxOverrideId: string | null;
  /** By the business clock; null for now. */
  readonly at: Instant | null;
  /** Whether the answer says how it came about. */
  readonly isExplained: boolean;
}

/** Prices whole documents by the rules of the store and keeps nothing: no cart, no shift, no number. */
export class CalculationsService {
  constructor(
    private readonly ports: Pick<SellingPorts, 'catalog' | 'businessClock'>,
    private readonly products: ProductFinder,
  ) {}

  async calculate(seller: Seller, document: DocumentToPrice): Promise<Calculation> {
    const at = document.at ?? this.ports.businessClock.now();
    const terms = await this.products.terms(seller.channelId);
    const given = { id: newId(at), mode: 'live', registerId: seller.registerId, drawerId: null, staffId: null, shift: null, at } as const;
    const empty: Cart = { ...beginCart(given, terms.rules), taxParty: document.taxParty };
    let cart = await this.boughtAs(empty, terms, seller, document);
    const coupons = await findCoupons(this.ports.catalog, terms, seller, document.coupons ?? []);
    const { rules: ruled, book, found } = await this.products.gather(seller, document.lines, withCoupons(cart, coupons), at);
    // A document is priced, not sold: nothing of it is refused for the hour.
    const rules = { ...ruled, saleRestrictions: undefined };
    if (document.taxOverrideId !== null) cart = acceptedCart(overrideTaxes(cart, document.taxOverrideId, rules));
    document.lines.forEach((line, index) => {
      const path = `/lines/${index}`;
      cart = acceptedCart(addLine(cart, newLineFrom(line, found[index], at, path), book, rules), path);
    });
    coupons.forEach((coupon, index) => {
      cart = acceptedCart(addCoupon(cart, coupon, at, book, rules), `/coupons/${index}`);
    });
    const { intendedTenderTypeId: intended } = document;
    if (intended !== undefined) cart = acceptedCart(intendTender(cart, intended, rules));
    const explained = document.isExplained && { explanation: explanationView(explainCart(cart)) };
    return calculationBody.parse({ ...cartView(cart, rules), ...explained });
  }

  /** Whoever is named brings their taxes; the document says those of everybody else. */
  private async boughtAs(cart: Cart, terms: SellingTerms, seller: Seller, { buyer: named, taxParty }: DocumentToPrice): Promise<Cart> {
    if (!named) return cart;
    const buyer = await buyerNamed(this.ports.catalog, terms, seller, named);
    const bought = boughtBy(cart, buyer);
    return buyer.customer ? bought : { ...bought, taxParty };
  }
}
