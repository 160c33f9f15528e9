import { discountLine, discountTotal, OPERATIONS, overridePrice, type Cart, type TotalReward } from '@app/commerce';
import { formatRate, formatUnitPrice, type Rate, type UnitPrice } from '@app/kernel';
import { amountIn } from './amount-in';
import type { AuditDetails } from './audit';
import type { CartsService } from './carts.service';
import type { CartRequest } from './change-once';
import { staffLimits } from './staff-limits';
import type { CartBody } from './view/cart-schema';

/** A discount as a register asks for it; null takes it back. */
export interface AskedDiscount {
  readonly discount: { readonly kind: 'percent'; readonly rate: Rate } | { readonly kind: 'amount'; readonly amount: string } | null;
  readonly reason: string | null;
}

export interface AskedPrice {
  /** Null takes it back. */
  readonly unitPrice: UnitPrice | null;
  readonly reason: string | null;
}

/**
 * What people take off and prices they set, within the limits of their permission group or of the one of who stood in for them. Each
 * stands in the journal; the same request again changes nothing.
 */
export class ReductionsService {
  constructor(private readonly carts: CartsService) {}

  discountSale(request: CartRequest, asked: AskedDiscount): Promise<CartBody> {
    const { seller } = request;
    return this.carts.change(
      request,
      (cart, rules, configuration) => {
        const { totalDiscount: within } = staffLimits(configuration, seller, cart.currency);
        return discountTotal(cart, givenIn(asked, cart, { staffId: seller.staffId, within }), rules);
      },
      { operation: OPERATIONS.discountSale, what: discountDetails(asked) },
    );
  }

  discountLine(request: CartRequest, lineId: string, asked: AskedDiscount): Promise<CartBody> {
    const { seller } = request;
    return this.carts.change(
      request,
      (cart, rules, configuration) => {
        const { lineDiscount: within } = staffLimits(configuration, seller, cart.currency);
        return discountLine(cart, lineId, givenIn(asked, cart, { staffId: seller.staffId, within }), rules);
      },
      { operation: OPERATIONS.discountLine, what: { lineId, ...discountDetails(asked) } },
    );
  }

  overridePrice(request: CartRequest, lineId: string, { unitPrice, reason }: AskedPrice): Promise<CartBody> {
    const { seller } = request;
    const { staffId } = seller;
    return this.carts.change(
      request,
      (cart, rules, configuration) => {
        const { prices: may } = staffLimits(configuration, seller, cart.currency);
        return overridePrice(cart, lineId, unitPrice === null ? null : { unitPrice, reason, staffId, may }, rules);
      },
      { operation: OPERATIONS.overridePrice, what: { lineId, unitPrice: unitPrice === null ? null : formatUnitPrice(unitPrice), reason } },
    );
  }
}

function givenIn<By extends object>({ discount, reason }: AskedDiscount, { currency }: Cart, by: By) {
  if (discount === null) return null;
  const reward: TotalReward =
    discount.kind === 'percent' ? discount : { kind: 'amount', amount: amountIn(currency, discount.amount, '/discount/amount') };
  return { reward, reason, ...by };
}

function discountDetails({ discount, reason }: AskedDiscount): AuditDetails {
  if (discount === null) return { discount: null, reason };
  return { discount: discount.kind, size: discount.kind === 'percent' ? formatRate(discount.rate) : discount.amount, reason };
}
