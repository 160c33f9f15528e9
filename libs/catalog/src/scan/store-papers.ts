import { findLoyaltyCard, findSalesByReceipt, suspendedCartsOf, type Assortment, type CatalogReader } from '@app/channel-db';
import { hasExpired, isSlipNumber } from '@app/commerce';
import type { Instant } from '@app/kernel';
import type { Reader } from '@app/database';
import type { ScanAnswer } from './scan-answer';

/** Longest receipt number that is looked up. */
const LONGEST_RECEIPT_NUMBER = 60;
const LONGEST_COUPON_CODE = 80;
const LONGEST_CARD_NUMBER = 40;
/** `GC-4711-0815`: gift cards, which only headquarters knows; here they are told by how they begin. */
const GIFT_CARD = /^GC-?[0-9A-Za-z-]{3,37}$/;
/** `STAFF-haifa-7`: the badge of a worker. */
const BADGE = /^STAFF-(.{1,40})$/;

/** Where papers are looked up, and when by the business clock. */
export interface PaperDesk {
  readonly store: Reader;
  readonly catalog: CatalogReader;
  readonly now: Instant;
}

/** What the store itself hands out: receipts, slips of suspended baskets, coupons, loyalty cards, gift cards, badges. */
export async function paperAnswer(text: string, of: Assortment, desk: PaperDesk): Promise<ScanAnswer | undefined> {
  const { store, catalog } = desk;
  if (GIFT_CARD.test(text)) return { kind: 'gift-card', cardNumber: text };
  return (
    (await badgeAnswer(text, of, catalog)) ??
    (await slipAnswer(text, of, desk)) ??
    (await couponAnswer(text, of, catalog)) ??
    (await loyaltyAnswer(text, of, catalog)) ??
    (await receiptAnswer(text, of, store))
  );
}

/** Undefined for a basket that was taken up already: its slip is worth nothing any more. */
async function slipAnswer(text: string, { channelId }: Assortment, { store, now }: PaperDesk): Promise<ScanAnswer | undefined> {
  if (!isSlipNumber(text)) return undefined;
  const cart = (await suspendedCartsOf(store, channelId)).find(({ suspended }) => suspended?.slipNumber === text);
  if (!cart?.suspended) return undefined;
  const { slipNumber, registerId, at, expiresAt } = cart.suspended;
  return { kind: 'suspended', transactionId: cart.id, slipNumber, registerId, at, expiresAt, isExpired: hasExpired(cart, now) };
}

async function couponAnswer(text: string, { legalEntityId }: Assortment, catalog: CatalogReader): Promise<ScanAnswer | undefined> {
  if (text === '' || text.length > LONGEST_COUPON_CODE) return undefined;
  const { coupon } = await catalog.offers.couponByCode(await catalog.configuration(), legalEntityId, text);
  return coupon && { kind: 'coupon', couponId: coupon.couponId, code: coupon.code, offerId: coupon.offerId };
}

async function badgeAnswer(text: string, { channelId }: Assortment, catalog: CatalogReader): Promise<ScanAnswer | undefined> {
  const [, staffId] = BADGE.exec(text) ?? [];
  if (staffId === undefined) return undefined;
  const { workers } = await catalog.configuration();
  const worker = workers.find((row) => row.channelId === channelId && row.workerId === staffId && !row.isBlocked);
  return worker && { kind: 'badge', staffId, name: worker.name };
}

async function loyaltyAnswer(text: string, { legalEntityId }: Assortment, catalog: CatalogReader): Promise<ScanAnswer | undefined> {
  if (text === '' || text.length > LONGEST_CARD_NUMBER) return undefined;
  const card = await catalog.read((reader) => findLoyaltyCard(reader, legalEntityId, text));
  return card && !card.isBlocked ? { kind: 'loyalty-card', cardNumber: card.cardNumber, customerId: card.customerId } : undefined;
}

async function receiptAnswer(text: string, { channelId }: Assortment, store: Reader): Promise<ScanAnswer | undefined> {
  if (text === '' || text.length > LONGEST_RECEIPT_NUMBER) return undefined;
  const sales = await findSalesByReceipt(store, channelId, text);
  if (sales.length === 0) return undefined;
  const transactions = sales.map(({ transactionId, receiptNumber, registerId, businessDate }) => ({
    transactionId, receiptNumber, registerId, businessDate,
  })); // prettier-ignore
  return { kind: 'receipt', transactions };
}
