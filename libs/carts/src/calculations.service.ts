import { addLine, beginCart, explainCart, overrideTaxes, type Cart, type TaxParty } from '@app/commerce';
import { newId, type Clock, type Instant } from '@app/kernel';
import { acceptedCart } from './errors';
import type { ProductFinder } from './find-products';
import type { Seller } from './ports';
import { calculationBody, type Calculation } from './view/calculation-schema';
import { cartView } from './view/cart-view';
import { explanationView } from './view/explanation-view';
import { newLineFrom, type WantedLine } from './wanted-line';

/** A document to be priced: what, for whom, where to, and at which time. */
export interface DocumentToPrice {
  readonly lines: readonly WantedLine[];
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
    private readonly businessClock: Clock,
    private readonly products: ProductFinder,
  ) {}

  async calculate(seller: Seller, document: DocumentToPrice): Promise<Calculation> {
    const at = document.at ?? this.businessClock.now();
    const { rules, book, found } = await this.products.gather(seller, document.lines, undefined, at);
    const given = { id: newId(at), mode: 'live', registerId: seller.registerId, drawerId: null, staffId: null, shift: null, at } as const;
    let cart: Cart = { ...beginCart(given, rules), taxParty: document.taxParty };
    if (document.taxOverrideId !== null) cart = acceptedCart(overrideTaxes(cart, document.taxOverrideId, rules));
    document.lines.forEach((line, index) => {
      const path = `/lines/${index}`;
      cart = acceptedCart(addLine(cart, newLineFrom(line, found[index], at, path), book, rules), path);
    });
    const explained = document.isExplained && { explanation: explanationView(explainCart(cart)) };
    return calculationBody.parse({ ...cartView(cart, rules), ...explained });
  }
}
