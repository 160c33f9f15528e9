import { saleContent } from '@app/commerce';
import { newId, parseQuantity } from '@app/kernel';
import { MILK, price, SHOP_ROWS } from '@app/testing';
import type { Basket, SaleAnswer } from '../src';
import { openShop, SELLER, type Shop } from './a-shop';

let shop: Shop;
afterEach(() => shop.close());

interface Wanted {
  readonly currency?: string;
  readonly minorDigits?: number;
  readonly milk?: string;
  readonly step?: string;
  readonly timeZone?: string;
  readonly at?: string;
}

/** The shop with another currency, price, rounding step or zone, and an open shift. */
async function aShop({
  currency = 'ILS',
  minorDigits = 2,
  milk = '6.93',
  step = '0',
  timeZone = 'Asia/Jerusalem',
  at = '2026-08-10T09:00:00Z',
}: Wanted): Promise<void> {
  const rows = {
    ...SHOP_ROWS,
    currency: [{ currencyCode: currency, minorDigits }],
    channel: SHOP_ROWS.channel?.map((row) => ({ ...row, currency, timeZone })) ?? [],
    tenderType: SHOP_ROWS.tenderType?.map((row) => ({ ...row, roundingStep: step })) ?? [],
    price: [price('milk', milk)],
  };
  shop = await openShop(rows, Date.parse(at));
  await shop.openShift();
}

async function sell(pieces: string, amount: string): Promise<SaleAnswer> {
  const basket: Basket = {
    transactionId: newId(), mode: 'live', lines: [{ lineId: newId(), barcode: MILK, quantity: parseQuantity(pieces) }], answers: [],
    tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount }], registerTime: null,
  }; // prettier-ignore
  return shop.selling.sales.sell(SELLER, basket, { deviceId: 'device-1', key: newId(), fingerprint: 'a'.repeat(64) });
}

describe('a currency', () => {
  it('without a minor unit is charged, changed and printed whole', async () => {
    await aShop({ currency: 'JPY', minorDigits: 0, milk: '198.5' });
    const sale = await sell('3', '1000');
    expect(sale).toMatchObject({
      gross: '596',
      due: '596',
      change: '404',
      perpetualTotal: '596',
      receipt: { totals: { net: '505', tax: '91' } },
    });
    expect(saleContent(sale.receipt).receipt).toMatchObject({ currency: 'JPY', due: '596' });
    await expect(sell('1', '199.5')).rejects.toMatchObject({ code: 'amount.malformed', details: { minorDigits: 0 } });
  });

  it('with three decimals keeps the thousandths, and rounds cash to the coin', async () => {
    await aShop({ currency: 'KWD', minorDigits: 3, milk: '1.2345', step: '0.005' });
    const sale = await sell('2', '5.000');
    expect(sale).toMatchObject({ gross: '2.469', due: '2.470', change: '2.530', perpetualTotal: '2469' });
    expect(saleContent(sale.receipt).receipt).toMatchObject({ currency: 'KWD', due: '2.470' });
  });
});

describe('the night the clock changes', () => {
  it('shows the same hour twice on receipts and keeps one business day', async () => {
    await aShop({ timeZone: 'Europe/Berlin', at: '2026-10-24T18:00:00Z' });
    const sales: SaleAnswer[] = [];
    for (const at of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z']) {
      shop.clock.at = Date.parse(at);
      sales.push(await sell('1', '6.93'));
    }
    expect(sales.map(({ receipt }) => [receipt.soldAt, receipt.businessDate])).toEqual([
      ['2026-10-25 02:30:00', '2026-10-24'], ['2026-10-25 02:30:00', '2026-10-24'], ['2026-10-25 03:30:00', '2026-10-24'],
    ]); // prettier-ignore
    expect(sales.map(({ perpetualTotal }) => perpetualTotal)).toEqual(['693', '1386', '2079']);
  });

  it('gives a shift opened before the cut-off to the day before, and one after it to the new day', async () => {
    await aShop({ timeZone: 'Europe/Berlin', at: '2026-03-29T01:59:00Z' });
    expect((await sell('1', '6.93')).receipt).toMatchObject({ businessDate: '2026-03-28', soldAt: '2026-03-29 03:59:00' });
    await shop.close();
    await aShop({ timeZone: 'Europe/Berlin', at: '2026-03-29T02:00:00Z' });
    expect((await sell('1', '6.93')).receipt).toMatchObject({ businessDate: '2026-03-29', soldAt: '2026-03-29 04:00:00' });
  });
});
