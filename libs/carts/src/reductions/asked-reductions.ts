import type { CatalogConfiguration } from '@app/channel-db';
import {
  discountLine,
  discountTotal,
  OPERATIONS,
  overridePrice,
  withholdOffers,
  type Cart,
  type CartOutcome,
  type ChannelRules,
  type StoreOperation,
  type TotalReward,
} from '@app/commerce';
import { formatRate, formatUnitPrice, type Rate, type UnitPrice } from '@app/kernel';
import { amountIn } from '../amount-in';
import type { AuditDetails } from '../audit';
import type { Seller } from '../ports';
import { staffLimits } from '../staff-limits';

/** A part, or money as the register wrote it. */
export type AskedSize = { readonly kind: 'percent'; readonly rate: Rate } | { readonly kind: 'amount'; readonly amount: string };

/** A discount as a register asks for it; null takes it back. */
export interface AskedDiscount {
  readonly discount: AskedSize | null;
  readonly reason: string | null;
}

export interface AskedPrice {
  /** Null takes it back. */
  readonly unitPrice: UnitPrice | null;
  readonly reason: string | null;
}

export interface AskedWithholding {
  readonly withheld: boolean;
  readonly reason: string | null;
}

/** What a person does to what a sale comes to: how it changes a cart, and what the journal says of it. */
export interface Reduction {
  readonly operation: StoreOperation;
  readonly what: AuditDetails;
  readonly decide: (cart: Cart, rules: ChannelRules, configuration: CatalogConfiguration) => CartOutcome;
}

/** Within the limits of the permission group of the employee, or of the one of who stood in for them. `at` is where the request says so. */
export function saleDiscount(seller: Seller, asked: AskedDiscount, at = ''): Reduction {
  return {
    operation: OPERATIONS.discountSale,
    what: discountDetails(asked),
    decide: (cart, rules, configuration) => {
      const { totalDiscount: within } = staffLimits(configuration, seller, cart.currency);
      return discountTotal(cart, givenIn(asked, cart, at, { staffId: seller.staffId, within }), rules);
    },
  };
}

export function lineDiscount(seller: Seller, lineId: string, asked: AskedDiscount, at = ''): Reduction {
  return {
    operation: OPERATIONS.discountLine,
    what: { lineId, ...discountDetails(asked) },
    decide: (cart, rules, configuration) => {
      const { lineDiscount: within } = staffLimits(configuration, seller, cart.currency);
      return discountLine(cart, lineId, givenIn(asked, cart, at, { staffId: seller.staffId, within }), rules);
    },
  };
}

export function setPrice(seller: Seller, lineId: string, { unitPrice, reason }: AskedPrice): Reduction {
  const { staffId } = seller;
  return {
    operation: OPERATIONS.overridePrice,
    what: { lineId, unitPrice: unitPrice === null ? null : formatUnitPrice(unitPrice), reason },
    decide: (cart, rules, configuration) => {
      const { prices: may } = staffLimits(configuration, seller, cart.currency);
      return overridePrice(cart, lineId, unitPrice === null ? null : { unitPrice, reason, staffId, may }, rules);
    },
  };
}

export function withholding({ staffId }: Seller, { withheld, reason }: AskedWithholding): Reduction {
  return {
    operation: OPERATIONS.withholdOffers,
    what: { withheld, reason },
    decide: (cart, rules) => withholdOffers(cart, withheld ? { reason, staffId } : null, rules),
  };
}

function givenIn<By extends object>({ discount, reason }: AskedDiscount, { currency }: Cart, at: string, by: By) {
  if (discount === null) return null;
  const reward: TotalReward =
    discount.kind === 'percent' ? discount : { kind: 'amount', amount: amountIn(currency, discount.amount, `${at}/discount/amount`) };
  return { reward, reason, ...by };
}

function discountDetails({ discount, reason }: AskedDiscount): AuditDetails {
  if (discount === null) return { discount: null, reason };
  return { discount: discount.kind, size: discount.kind === 'percent' ? formatRate(discount.rate) : discount.amount, reason };
}
