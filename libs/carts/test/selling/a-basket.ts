import type { RequestKey } from '@app/channel-db';
import { checkDigitFor, newId, parseQuantity } from '@app/kernel';
import { decodeRecord, type SaleBody } from '@app/protocol';
import { MILK } from '@app/testing';
import type { Basket, CartBody, SaleAnswer, Seller, WantedLine } from '../../src';
import { SELLER, type Shop } from '../a-shop';

let keys = 0;

/** A key of the register's; another one each time. */
export const aKey = (change: Partial<RequestKey> = {}): RequestKey => ({
  deviceId: 'device-1',
  key: `key-${(keys += 1)}`,
  fingerprint: 'a'.repeat(64),
  ...change,
});
export const request = (cart: CartBody, seller: Seller = SELLER) => ({ seller, cartId: cart.transactionId, seen: cart.revision });
export const aLine = (barcode: string, change: Partial<WantedLine> = {}): WantedLine => ({ lineId: newId(), barcode, ...change });
export const PAID = { registerTime: null, tenders: [] };
export const cash = (value: string) => ({ tenderId: newId(), tenderTypeId: 'cash', amount: value });
export const label = (body: string) => body + checkDigitFor(body);

export async function aCartWith(shop: Shop, ...lines: WantedLine[]): Promise<CartBody> {
  let cart = await shop.selling.carts.create(SELLER, { mode: 'live' });
  for (const line of lines) cart = await shop.selling.carts.addLine(request(cart), line);
  return cart;
}

export function aBasket(change: Partial<Basket> = {}): Basket {
  const lines = [aLine(MILK, { quantity: parseQuantity('2') })];
  return { transactionId: newId(), mode: 'live', lines, answers: [], tenders: [cash('20.00')], registerTime: null, ...change };
}

export async function sold(shop: Shop, basket: Partial<Basket> = {}): Promise<SaleAnswer> {
  return shop.selling.sales.sell(SELLER, aBasket(basket), aKey());
}

export function bodyOf(sale: SaleAnswer) {
  const decoded = decodeRecord(sale.capsules[0]?.record ?? '');
  if (!decoded.ok) throw new Error(decoded.reason);
  return { header: decoded.record.header, body: decoded.record.body as SaleBody };
}
