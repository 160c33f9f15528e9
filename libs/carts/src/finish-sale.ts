import { claimOrder, couponUses, findSale, findShift, soldLinesOf, type AppendedRecord } from '@app/channel-db';
import {
  activeLines,
  calculateCart,
  couponDiscounts,
  receiptNumber,
  whyNotFinished,
  type CalculatedCart,
  type Cart,
  type ChannelRules,
} from '@app/commerce';
import type { Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import { originOf } from './audit';
import { refusalError, sellingError } from './errors';
import type { Seller, SellingPorts } from './ports';
import { saleBodyOf } from './sale-body';

export interface FinishedSale {
  readonly record: AppendedRecord;
  readonly body: SaleBodyWire;
}

/** What makes a cart a sale, decided before the unit of work. */
export interface SaleToFinish {
  readonly sale: CalculatedCart;
  readonly rules: ChannelRules;
  readonly receiptMask: string;
  readonly seller: Seller;
  readonly registerTime: Instant | null;
}

/** The cart with its amounts, if nothing stands in its way. */
export function readyToFinish(cart: Cart): CalculatedCart {
  const sale = calculateCart(cart);
  const why = whyNotFinished(sale);
  if (why) throw refusalError(why);
  return sale;
}

/** Numbers, records and stores the sale in the caller's unit of work; what others may have changed meanwhile is checked again. */
export async function finishSale(
  tx: Tx,
  ports: SellingPorts,
  { sale, rules, receiptMask, seller, registerTime }: SaleToFinish,
): Promise<FinishedSale> {
  const { cart } = sale;
  if (await findSale(tx, cart.id))
    throw sellingError('transaction.id-taken', 'the transaction id belongs to a sale', { transactionId: cart.id });
  await requireOpenShift(tx, cart);
  await requireReturnable(tx, cart);
  await claimFulfilled(tx, cart);
  const bodies: SaleBodyWire[] = [];
  const record = await ports.journal.appendRecord(tx, {
    ...originOf(cart, seller, rules, ports),
    type: cart.mode === 'live' ? 'sale' : 'training-sale',
    recordId: cart.id,
    registerTime,
    receiptNumber: (sequence) => numberOf(cart, seller, receiptMask, sequence),
    gross: sale.totals.gross,
    body: (numbers) => {
      const body = saleBodyOf(sale, numbers);
      bodies.push(body);
      return body;
    },
  });
  await requireUsesLeft(tx, sale);
  return { record, body: bodies[0] as SaleBodyWire };
}

/** Training has a series of its own that nobody can take for a receipt. */
function numberOf({ mode, channelId, registerId, businessDate }: Cart, { staffId }: Seller, mask: string, sequence: number): string {
  const number = receiptNumber(mask, { channelId, registerId, staffId, businessDate, sequence });
  return mode === 'live' ? number : `TRAINING-${number}`;
}

/** The record has counted its uses already: whoever made them too many is refused with all it wrote. */
async function requireUsesLeft(tx: Tx, sale: CalculatedCart): Promise<void> {
  const { mode, channelId } = sale.cart;
  if (mode === 'training') return;
  for (const { coupon, discount } of couponDiscounts(sale)) {
    const { couponId, maximumUses, usesCount } = coupon;
    if (discount === 0 || maximumUses === null) continue;
    const customerId = usesCount === 'per-customer' ? sale.cart.buyer?.customer?.customerId : undefined;
    if ((await couponUses(tx, { channelId, couponId, customerId })) > maximumUses)
      throw sellingError('coupon.used-up', 'the coupon was used as often as it may be', { couponId, maximumUses });
  }
}

async function requireOpenShift(tx: Tx, { shiftId }: Cart): Promise<void> {
  if (shiftId === null) return;
  const shift = await findShift(tx, shiftId);
  if (shift?.state !== 'open') throw sellingError('shift.not-open', 'the shift of the cart is closed', { shiftId });
}

/** What goods and deposit come to was reckoned from the order as it was: when that has changed, the hand-over begins anew. */
async function claimFulfilled(tx: Tx, { fulfils }: Cart): Promise<void> {
  if (!fulfils || (await claimOrder(tx, fulfils.orderId, fulfils.revision))) return;
  throw sellingError('order.changed', 'the order was handed over or cancelled meanwhile', { orderId: fulfils.orderId });
}

/** Parts of a line are reckoned from what had come back before: when that has changed, the return begins anew. */
async function requireReturnable(tx: Tx, cart: Cart): Promise<void> {
  const origins = activeLines(cart).flatMap((line) => line.returnOf ?? []);
  if (origins.length === 0) return;
  const sold = await soldLinesOf(tx, [...new Set(origins.map((origin) => origin.transactionId))]);
  for (const { transactionId, lineId, returnedBefore } of origins) {
    const line = sold.find((one) => one.transactionId === transactionId && one.lineId === lineId);
    if (line?.returnedQuantity !== returnedBefore)
      throw sellingError('return.sale-changed', 'something of the sale came back meanwhile', { transactionId, lineId });
  }
}
