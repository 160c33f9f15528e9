import { decodeRecord } from '@app/protocol';
import { MILK, WINE } from '@app/testing';
import { openShop, SELLER, type Shop } from '../a-shop';
import { aCartWith, aKey, aLine, request } from './a-basket';

let shop: Shop;
beforeEach(async () => (shop = await openShop()));
afterEach(() => shop.close());

describe('voiding', () => {
  beforeEach(() => shop.openShift());

  it('records the cart, hands the record over and refuses everything after', async () => {
    const cart = await aCartWith(shop, aLine(MILK), aLine(WINE));
    const voided = await shop.selling.carts.void(request(cart), aKey(), 'left');
    expect(voided).toMatchObject({ status: 'voided', totals: { gross: '46.83' } });
    const decoded = decodeRecord(voided.capsules[0]?.record ?? '');
    expect(decoded).toMatchObject({
      ok: true,
      record: { type: 'void', header: { recordId: cart.transactionId }, body: { gross: '46.83', reason: 'left' } },
    });
    await expect(shop.selling.carts.addLine(request(voided), aLine(MILK))).rejects.toMatchObject({ code: 'cart.not-open' });
  });

  it('puts both persons on record where a second one stood in', async () => {
    const cart = await aCartWith(shop, aLine(MILK));
    const lineId = cart.lines[0]?.lineId ?? '';
    const voided = await shop.selling.carts.voidLine({ ...request(cart), seller: { ...SELLER, approvedBy: 'boss' } }, lineId);
    const decoded = decodeRecord(voided.capsules[0]?.record ?? '');
    expect(decoded).toMatchObject({
      record: {
        type: 'audit',
        header: { staffId: 'anna' },
        body: { event: 'override', approvedBy: 'boss', details: { operation: 'cart.void-line' } },
      },
    });
  });
});
