import { newId, parseRate, parseUnitPrice } from '@app/kernel';
import { decodeRecord, type SaleBody } from '@app/protocol';
import { MILK, SHOP_ROWS, WINE } from '@app/testing';
import type { CartBody, SaleAnswer } from '../src';
import { openShop, SELLER, type Shop } from './a-shop';

const OURS = { legalEntityId: 'le1', validFrom: '2000-01-01', validTo: '2154-12-31' };
/** 1.20 a litre, before the sales tax; a bottle of wine holds three quarters of a litre. */
const duty = { ...OURS, taxCodeId: 'duty', name: 'Wine duty', rate: parseRate('0'), origin: 'amount-per-unit', unitAmount: parseUnitPrice('1.20'), unitId: 'l', isBeforeTax: true }; // prettier-ignore
const ROWS = {
  ...SHOP_ROWS,
  channel: SHOP_ROWS.channel?.map((row) => ({ ...row, taxRoundingPer: 'document' })) ?? [],
  taxCode: [...(SHOP_ROWS.taxCode ?? []), duty],
  taxGroupCode: [...(SHOP_ROWS.taxGroupCode ?? []), { legalEntityId: 'le1', taxGroupId: 'store', taxCodeId: 'duty' }],
  itemTaxGroupCode: ['vat', 'duty'].map((taxCodeId) => ({ legalEntityId: 'le1', itemTaxGroupId: 'wine', taxCodeId })),
  taxOverride: [{ legalEntityId: 'le1', taxOverrideId: 'export', name: 'Export', taxGroupId: 'abroad', itemTaxGroupId: null }],
  unitConversion: [{ legalEntityId: 'le1', productId: '*', fromUnitId: 'pcs', toUnitId: 'l', numerator: 3, denominator: 4 }],
  product: SHOP_ROWS.product?.map((row) => ({ ...row, itemTaxGroupId: (row as { productId: string }).productId === 'wine' ? 'wine' : 'full' })) ?? [],
}; // prettier-ignore

let shop: Shop;
beforeEach(async () => {
  const full = { legalEntityId: 'le1', itemTaxGroupId: 'full', taxCodeId: 'vat' };
  shop = await openShop({ ...ROWS, itemTaxGroupCode: [...ROWS.itemTaxGroupCode, full] });
  await shop.openShift();
});
afterEach(() => shop.close());

const key = () => ({ deviceId: 'device-1', key: newId(), fingerprint: 'a'.repeat(64) });
const seen = (cart: CartBody) => ({ seller: SELLER, cartId: cart.transactionId, seen: cart.revision });
const begin = () => shop.selling.carts.create(SELLER, { mode: 'live' });
const scan = (cart: CartBody, barcode: string) => shop.selling.carts.addLine(seen(cart), { lineId: newId(), barcode });
const adult = (cart: CartBody) => shop.selling.carts.answer(seen(cart), { kind: 'age', outcome: 'confirmed' });
const pay = (cart: CartBody) =>
  shop.selling.sales.checkout(seen(cart), key(), {
    registerTime: null,
    tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: cart.payable[1]?.amount ?? '' }],
  });

function bodyOf(sale: SaleAnswer): SaleBody {
  const decoded = decodeRecord(sale.capsules[0]?.record ?? '');
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.record.body as SaleBody;
}

it('takes a duty and the tax upon it out of the price, and keeps in the record how', async () => {
  // 39.90 = net + 0.90 + 0.18 * (net + 0.90): 33.81 of goods and duty, 6.09 of tax on both.
  const cart = await adult(await scan(await begin(), WINE));
  const taxes = [{ taxCodeId: 'duty', amount: '0.90' }, { taxCodeId: 'vat', base: '33.81', amount: '6.09' }]; // prettier-ignore
  expect(cart.lines[0]).toMatchObject({ net: '32.91', gross: '39.90', taxes });
  const { lines, inputs } = bodyOf(await pay(cart));
  expect(lines[0]).toMatchObject({ net: '32.91', taxes });
  expect(inputs.taxCodes[0]?.terms).toEqual({
    origin: 'amount-per-unit', isExempt: false, unitAmount: 12_000, units: 750, isBeforeTax: true,
  }); // prettier-ignore
  expect(inputs.taxTerms).toEqual({ per: 'document', by: 'code', mode: 'half-away-from-zero', exemptionLowersPrice: false });
});

it('gives back to the cent what such a sale charged, in whatever parts', async () => {
  let cart = await begin();
  for (let count = 0; count < 3; count += 1) cart = await scan(cart, MILK);
  cart = await adult(await scan(cart, WINE));
  // 3 * 1.0571 + 6.0864 is 9.2578: 9.26 of sales tax, where each line alone would come to 9.27. The cent is missing on the wine.
  expect(cart.lines.map(({ tax }) => tax)).toEqual(['1.06', '1.06', '1.06', '6.98']);
  const sale = await pay(cart);
  let [net, tax] = [0, 0];
  for (const sold of bodyOf(sale).lines) {
    const lines = [{ lineId: newId(), soldLineId: sold.lineId, quantity: null }];
    const back = { transactionId: newId(), saleTransactionId: sale.transactionId, reason: 'broken', lines };
    const { totals } = await shop.selling.returns.begin(SELLER, back, key());
    [net, tax] = [net + Number(totals.net) * 100, tax + Number(totals.tax) * 100];
  }
  const { totals } = bodyOf(sale);
  expect([Math.round(net), Math.round(tax)]).toEqual([-Number(totals.net) * 100, -Number(totals.tax) * 100]);
});

it('charges none where somebody chose an export, which the journal says', async () => {
  const cart = await scan(await begin(), MILK);
  const exported = await shop.selling.carts.overrideTaxes(seen(cart), null, 'export');
  expect([exported.taxOverrideId, exported.totals.tax, exported.totals.gross]).toEqual(['export', '0.00', '6.93']);
  expect(exported.capsules[0]?.record).toContain('"event":"taxes-changed"');
  const own = await shop.selling.carts.overrideTaxes(seen(exported), null, null);
  expect([own.taxOverrideId, own.totals.tax]).toEqual([undefined, '1.06']);
});
