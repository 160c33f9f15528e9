import { formatQuantity, ONE, quantity as quantityOf, type Quantity } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import type { FoundProduct } from './find-products';
import type { Basket } from './basket';
import { areReductionsSame } from './reductions/basket-reductions';
import { sizeOf, type WantedLine } from './wanted-line';

/**
 * Whether a basket is the one a record was made from: the same lines under the same ids, as many of each, the same payments.
 * `found` is what its names stand for now; how many a code stands for cannot be told of what is no longer known.
 * A transaction that had a cart may have got lines and payments before this request: then all of the basket is in the record.
 */
export function isSameBasket(
  basket: Basket,
  body: SaleBodyWire,
  { found, hadCart }: { found: readonly (FoundProduct | undefined)[]; hadCart: boolean },
): boolean {
  const { mode, lines, buyer, coupons = [], tenders } = basket;
  const cash = body.tenders.filter((tender) => tender.kind !== 'change' && tender.attemptId === null);
  const asked = body.lines.filter(({ linkedTo }) => linkedTo === undefined);
  const sold = new Set(body.coupons?.map(({ code }) => code));
  const isWhole = lines.length === asked.length && tenders.length === cash.length && coupons.length === sold.size && !buyer === !body.buyer;
  const soldAs = (line: WantedLine) => body.lines.find((one) => one.lineId === line.lineId);
  const areLinesSame = lines.every((line, index) => isSameLine(line, soldAs(line), askedSize(line, found[index])));
  const areCouponsSame = coupons.every((code) => sold.has(code.trim()));
  const areTendersSame = tenders.every((tender) => cash.some((one) => isSameTender(tender, one)));
  const areGoodsSame = areLinesSame && areCouponsSame && areReductionsSame(basket, body, !hadCart);
  return mode === body.mode && (hadCart || isWhole) && areGoodsSame && isSameBuyer(buyer, body) && areTendersSame;
}

/** Undefined where the request does not say: a label says it, or a scale said it later. */
function askedSize(line: WantedLine, found: FoundProduct | undefined): Quantity | undefined {
  if (!found || found.labelAmount !== null) return undefined;
  const { weight, quantity } = sizeOf(line, found);
  if (!found.product.isWeighed) return quantity ?? ONE;
  const tare = found.labelWeight === null ? (line.tare ?? found.product.tare) : undefined;
  return weight === null ? undefined : quantityOf(weight - (tare ?? 0));
}

function isSameLine(
  { barcode, productId }: WantedLine,
  sold: SaleBodyWire['lines'][number] | undefined,
  size: Quantity | undefined,
): boolean {
  if (!sold || (barcode ?? null) !== sold.barcode) return false;
  if (barcode === undefined && productId !== sold.productId) return false;
  return size === undefined || formatQuantity(size) === sold.quantity;
}

/** A card may have brought its customer. */
function isSameBuyer(given: Basket['buyer'], { buyer }: SaleBodyWire): boolean {
  const { customerId = buyer?.customerId, loyaltyCardNumber = buyer?.loyaltyCardNumber, affiliationIds = [] } = given ?? {};
  const areOurs = affiliationIds.every((id) => buyer?.affiliationIds.includes(id));
  return customerId === buyer?.customerId && loyaltyCardNumber === buyer?.loyaltyCardNumber && areOurs;
}

/** Whether the cash that comes with a checkout is what the record of its sale holds. */
export function isSamePayment(tenders: Basket['tenders'], body: SaleBodyWire): boolean {
  return tenders.every((tender) => body.tenders.some((one) => one.kind !== 'change' && isSameTender(tender, one)));
}

function isSameTender(given: Basket['tenders'][number], kept: SaleBodyWire['tenders'][number]): boolean {
  return (
    given.tenderId === kept.tenderId &&
    given.tenderTypeId === kept.tenderTypeId &&
    Number(given.amount) === Number(kept.foreign?.amount ?? kept.amount)
  );
}
