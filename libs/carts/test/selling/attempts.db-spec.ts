import { findCart, insertAttempt, updateCart, type TenderAttempt } from '@app/channel-db';
import { addApproved } from '@app/commerce';
import type { Tx } from '@app/database';
import { amount, newId } from '@app/kernel';
import { MILK, NOON } from '@app/testing';
import { acceptedCart, type CartBody } from '../../src';
import { openShop, SELLER, type Shop } from '../a-shop';
import { aBasket, aCartWith, aKey, aLine, cash, PAID, request } from './a-basket';

let shop: Shop;
beforeEach(async () => (shop = await openShop()));
afterEach(() => shop.close());

describe('a cart with a payment that may have moved money', () => {
  const attempt = (cart: CartBody, state: TenderAttempt['state']): TenderAttempt => ({
    attemptId: newId(), cartId: cart.transactionId, channelId: 'store-1', registerId: 'r1', tenderTypeId: 'card', function: 'card', kind: 'payment',
    reversesAttemptId: null, drivenBy: 'box', terminalId: null, state, currency: 'ILS', requestedAmount: amount(100), approvedAmount: null,
    authorization: null, cardLastDigits: null, accountNumber: null, stateReason: null, decidedBy: null, startedAt: NOON, settledAt: null,
  }); // prettier-ignore

  it.each(['started', 'unknown'] as const)('is neither checked out nor voided while one is %s', async (state) => {
    await shop.openShift();
    const cart = await shop.selling.carts.addCash(request(await aCartWith(shop, aLine(MILK))), aKey(), cash('6.90'));
    await shop.store.unitOfWork.run((tx) => insertAttempt(tx, attempt(cart, state)));
    await expect(shop.selling.sales.checkout(request(cart), aKey(), PAID)).rejects.toMatchObject({ code: 'cart.tender-unclear' });
    await expect(shop.selling.carts.void(request(cart), aKey(), null)).rejects.toMatchObject({ code: 'cart.tender-unclear' });
    expect(await shop.selling.carts.show(SELLER, cart.transactionId)).toEqual(cart);
  });
});

describe('a payment made by attempt', () => {
  const approved = (transactionId: string, value: number) => async (tx: Tx) => {
    const cart = await findCart(tx, transactionId);
    const type = (await shop.catalog.rules('store-1'))?.tenderTypes.get('card');
    if (!cart || !type) throw new Error('the cart and the card are there');
    const given = {
      tenderId: newId(),
      tenderTypeId: 'card',
      amount: amount(value),
      attemptId: newId(),
      authorization: 'A1',
      cardLastDigits: '4242',
      giftCardNumber: null,
    };
    await updateCart(tx, { ...acceptedCart(addApproved(cart, given, type)), revision: cart.revision + 1 }, cart.revision, NOON);
  };

  it('counts in the one request that finishes its transaction', async () => {
    await shop.openShift();
    const line = aLine(MILK);
    const cart = await aCartWith(shop, line);
    await shop.store.unitOfWork.run(approved(cart.transactionId, 500));
    const basket = aBasket({ transactionId: cart.transactionId, lines: [line], tenders: [cash('1.90')] });
    const sale = await shop.selling.sales.sell(SELLER, basket, aKey());
    expect(sale).toMatchObject({
      gross: '6.93',
      due: '6.90',
      receipt: { tenders: [{ cardLastDigits: '4242', amount: '5.00' }, { amount: '1.90' }] },
    });
    expect(await shop.selling.sales.sell(SELLER, basket, aKey())).toEqual(sale);
  });

  it('is given back before its tender or its cart is voided', async () => {
    await shop.openShift();
    const cart = await aCartWith(shop, aLine(MILK));
    await shop.store.unitOfWork.run(approved(cart.transactionId, 500));
    const paid = await shop.selling.carts.show(SELLER, cart.transactionId);
    const voided = shop.selling.carts.voidTender(request(paid), aKey(), paid.tenders[0]?.tenderId ?? '');
    await expect(voided).rejects.toMatchObject({ code: 'tender.needs-reversal' });
    await expect(shop.selling.carts.void(request(paid), aKey(), null)).rejects.toMatchObject({ code: 'tender.needs-reversal' });
  });
});
