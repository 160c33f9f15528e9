import {
  calculateCart,
  payableWith,
  type Cart,
  type CalculatedLine,
  type CartTender,
  type ChannelRules,
  type ManualDiscount,
  type PriceOverride,
  type TaxAmount,
} from '@app/commerce';
import { formatAmount, formatQuantity, formatRate, formatUnitPrice, type Amount } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { buyerOf, couponsOf, foreignBody } from '../sale-body';
import { discountsWire } from '../discount-inputs';
import { cartOrderView } from '../orders/order-view';
import type { CartBody } from './cart-schema';

type Money = (value: Amount) => string;

/** A cart as registers see it: every amount as a decimal text, with what follows from it and what is still asked. */
export function cartView(cart: Cart, rules: ChannelRules, capsules: readonly Capsule[] = []): CartBody {
  const sale = calculateCart(cart);
  const { lines, taxes, totals, requirements, isApproximate } = sale;
  const money: Money = (value) => formatAmount(value, cart.currency.minorDigits);
  const { net, tax, gross, rounding, due, paid, change, remaining } = totals;
  return {
    transactionId: cart.id,
    revision: cart.revision,
    status: cart.status,
    mode: cart.mode,
    channelId: cart.channelId,
    registerId: cart.registerId,
    shiftId: cart.shiftId,
    businessDate: cart.businessDate,
    priceDate: cart.priceDate,
    catalogVersion: cart.catalogVersion,
    currency: cart.currency.code,
    pricesIncludeTax: cart.pricesIncludeTax,
    ...(cart.taxOverride && { taxOverrideId: cart.taxOverride.taxOverrideId }),
    ...(cart.manualDiscount && { manualDiscount: givenView(cart.manualDiscount, money) }),
    ...(cart.withheldOffers && { withheldOffers: cart.withheldOffers }),
    lines: lines.map((line) => lineView(line, money, cart.currency.minorDigits)),
    ...(cart.intendedTenderTypeId !== undefined && { intendedTenderTypeId: cart.intendedTenderTypeId }),
    ...buyerOf(cart),
    ...couponsOf(sale, money),
    tenders: cart.tenders.map((tender) => tenderView(tender, money)),
    taxes: taxes.map((one) => taxView(one, money)),
    totals: {
      ...(totals.discount !== 0 && { discount: money(totals.discount) }),
      net: money(net), tax: money(tax), gross: money(gross), rounding: money(rounding), due: money(due), paid: money(paid),
      change: money(change), remaining: money(remaining), lineCount: totals.lineCount, itemCount: totals.itemCount,
    },
    payable: [...rules.tenderTypes.values()].map((type) => ({ tenderTypeId: type.tenderTypeId, amount: money(payableWith(remaining, type)) })),
    ...(isApproximate && { isApproximate }),
    requirements: requirements.map((open) => ({ ...open, options: [...open.options] })),
    ...cartOrderView(sale),
    ...(cart.fulfils && { fulfils: fulfilsView(cart.fulfils) }),
    ...(cart.quotation && { quotation: cart.quotation }),
    suspended: cart.suspended ?? null,
    capsules: [...capsules],
  }; // prettier-ignore
}

function lineView(
  { line, amount, discounts, net, tax, gross, taxes }: CalculatedLine,
  money: Money,
  minorDigits: number,
): CartBody['lines'][number] {
  return {
    lineId: line.lineId,
    lineNumber: line.lineNumber,
    kind: line.kind,
    productId: line.productId,
    name: line.name,
    barcode: line.barcode,
    entry: line.entry,
    unitId: line.unitId,
    isWeighed: line.isWeighed,
    quantity: line.quantity === null ? null : formatQuantity(line.quantity),
    unitPrice: line.unitPrice === null ? null : formatUnitPrice(line.unitPrice),
    priceSource: line.priceSource,
    priceId: line.priceId,
    quoted: line.quoted ?? null,
    amount: money(amount),
    ...(discounts.length > 0 && { discounts: discountsWire(discounts, minorDigits) }),
    ...(line.manualDiscount && { manualDiscount: givenView(line.manualDiscount, money) }),
    ...(line.priceOverride && { priceOverride: overrideView(line.priceOverride) }),
    net: money(net),
    tax: money(tax),
    gross: money(gross),
    taxes: taxes.map((one) => taxView(one, money)),
    ...(line.taxOverride && { taxOverrideId: line.taxOverride.taxOverrideId }),
    minimumAge: line.minimumAge,
    isVoided: line.isVoided,
    returnOf: line.returnOf && {
      transactionId: line.returnOf.transactionId,
      lineId: line.returnOf.lineId,
      receiptNumber: line.returnOf.receiptNumber,
    },
    ...(line.delivery && { delivery: line.delivery }),
    ...(line.orderOf && { orderOf: { orderId: line.orderOf.orderId, lineId: line.orderOf.lineId } }),
    ...(line.chargeCodeId !== undefined && { chargeCodeId: line.chargeCodeId }),
    blindReturn: line.blindReturn ?? null,
    giftCardNumber: line.giftCardNumber,
    ...(line.linkedTo && { linkedTo: line.linkedTo.lineId }),
    ...(line.tare !== undefined && { tare: formatQuantity(line.tare) }),
    ...(line.isDeposit && { isDeposit: true as const }),
    ...(line.depositSlip && { depositSlip: line.depositSlip }),
  };
}

const fulfilsView = ({ orderId, kind, receiptNumber }: NonNullable<Cart['fulfils']>) => ({ orderId, kind, receiptNumber });

function givenView({ reward, reason, staffId }: ManualDiscount, money: Money): NonNullable<CartBody['manualDiscount']> {
  return { kind: reward.kind, size: reward.kind === 'percent' ? formatRate(reward.rate) : money(reward.amount), reason, staffId };
}

const overrideView = ({ listed, reason, staffId }: PriceOverride) => ({ listedPrice: formatUnitPrice(listed.unitPrice), reason, staffId });

function tenderView(tender: CartTender, money: Money): CartBody['tenders'][number] {
  const foreign = tender.foreign ? foreignBody(tender.foreign) : null;
  return { ...tender, foreign, tendered: money(tender.tendered), change: money(tender.change), rounding: money(tender.rounding) };
}

function taxView({ taxCodeId, rate, base, amount, terms }: TaxAmount, money: Money): CartBody['taxes'][number] {
  const isExempt = terms?.isExempt ?? false;
  return { taxCodeId, rate: formatRate(rate), base: money(base), amount: money(amount), ...(isExempt && { isExempt }) };
}
