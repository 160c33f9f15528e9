import { newId } from '@app/kernel';
import { all, readXml, textOf, type Element } from '../../../test/kit/read-poslog';
import { TestBox } from '../../../test/kit/test-box';
import { exportedSale, type ExportedLine, type ExportedSale } from './exported-sale';
import { posLogTransaction } from './poslog';

function aSale(change: Partial<ExportedLine>, tender: object = {}): ExportedSale {
  const box = new TestBox();
  box.sell({ gross: '2.27', tender });
  const sale = exportedSale(box.records[0]?.line ?? '');
  return { ...sale, body: { ...sale.body, lines: sale.body.lines.map((line) => ({ ...line, ...change })) } };
}

const logOf = (sale: ExportedSale): Element => readXml(posLogTransaction(sale));
const texts = (element: Element | undefined, ...names: string[]) => names.map((name) => textOf(element, name));

describe('a line in POSLog', () => {
  const taxes = [{ taxCodeId: 'reduced', rate: '0.135', base: '-2.00', amount: '-0.27' }];

  it('that was taken back is a Return with the figures of the goods', () => {
    const returnOf = { transactionId: newId(), lineId: newId(), receiptNumber: 'R1', registerId: '101-02' };
    const log = logOf(aSale({ quantity: '-1.5', amount: '-2.27', gross: '-2.27', taxes, returnOf, returnReason: 'stale' }));
    expect(all(log, 'Sale')).toEqual([]);
    const [back] = all(log, 'Return');
    expect(texts(back, 'Quantity', 'ExtendedAmount', 'TaxableAmount', 'Amount', 'Percent', 'TransactionID', 'Reason')).toEqual([
      '1.5', '2.27', '2.00', '0.27', '13.5', returnOf.transactionId, 'stale',
    ]); // prettier-ignore
    expect(all(back as Element, 'Quantity')[0]?.attributes).toEqual({ UnitOfMeasureCode: 'pcs' });
  });

  it('says whether it was voided, how it was entered and what it is', () => {
    const voided = all(logOf(aSale({ isVoided: true, entry: 'keyed' })), 'LineItem')[0];
    expect(voided?.attributes).toEqual({ EntryMethod: 'Keyed', VoidFlag: 'true' });
    const card = all(logOf(aSale({ kind: 'gift-card', productId: null, barcode: null })), 'Sale')[0];
    expect(card?.attributes).toEqual({ ItemType: 'GiftCard' });
    expect(texts(card, 'ItemID', 'POSItemID')).toEqual([undefined, undefined]);
  });
});

describe('what was taken off, in POSLog', () => {
  const offer = { kind: 'offer', offerId: '3for2', name: 'Three <for> two', amount: '1.20' } as const;
  const manual = { kind: 'manual-line', offerId: null, name: null, amount: '0.50' } as const;
  const coupons = [{ couponId: 'C', code: 'SAVE-1', offerId: '3for2', discount: '1.20' }];
  const line = { amount: '3.97', discounts: [offer, manual], gross: '2.27' };

  it('stands at its line, offer by offer, with the coupon that opened it, and adds up to what was charged', () => {
    const sale = aSale(line);
    const log = logOf({ ...sale, body: { ...sale.body, coupons } });
    const [goods] = all(log, 'Sale');
    expect(texts(goods, 'ExtendedAmount', 'ExtendedDiscountAmount')).toEqual(['3.97', '1.70']);
    const modifiers = all(log, 'RetailPriceModifier');
    expect(modifiers.map(({ attributes }) => attributes['MethodCode'])).toEqual(['Promotion', 'Store:LineDiscount']);
    expect(texts(modifiers[0], 'Amount', 'PromotionID', 'Description', 'ReferenceID', 'SequenceNumber')).toEqual(['1.20', '3for2', 'Three <for> two', 'SAVE-1', '1']);
    expect(texts(modifiers[1], 'Amount', 'PromotionID', 'Description', 'SequenceNumber')).toEqual(['0.50', undefined, undefined, '2']);
  }); // prettier-ignore

  it('names the catalog price beside one that a person set', () => {
    const priceOverride = { listedPrice: '2.50', priceId: 'p', reason: 'dented', staffId: '7' };
    const log = logOf(aSale({ unitPrice: '2.27', priceSource: 'override', priceOverride }));
    expect(texts(all(log, 'Sale')[0], 'RegularSalesUnitPrice', 'ActualSalesUnitPrice')).toEqual(['2.50', '2.27']);
    const [set] = all(log, 'RetailPriceModifier');
    expect(set?.attributes).toEqual({ MethodCode: 'PriceOverride' });
    expect(texts(set, 'PreviousPrice', 'NewPrice', 'ReasonCode')).toEqual(['2.50', '2.27', 'dented']);
  });
});

it('says who bought, by numbers', () => {
  const sale = aSale({});
  const buyer = { customerId: 'C7', loyaltyCardNumber: 'L<1', loyaltyTierId: 'gold', affiliationIds: ['staff'] };
  expect(texts(logOf({ ...sale, body: { ...sale.body, buyer } }), 'CustomerID', 'LoyaltyAccountID')).toEqual(['C7', 'L<1']);
  expect(texts(logOf(sale), 'CustomerID', 'LoyaltyAccountID')).toEqual([undefined, undefined]);
});

describe('a tender in POSLog', () => {
  it.each([
    ['payment', 'cash', 'Sale', 'Cash'],
    ['change', 'cash', 'Change', 'Cash'],
    ['refund', 'card', 'Refund', 'CreditDebit'],
    ['payment', 'gift-card', 'Sale', 'GiftCard'],
  ])('that is a %s by %s has code %s and type %s', (kind, by, code, type) => {
    const [tender] = all(logOf(aSale({}, { kind, function: by, authorization: 'A&1' })), 'Tender');
    expect(tender?.attributes).toEqual({ TypeCode: code, TenderType: type });
    expect(texts(tender, 'AuthorizationCode', 'Amount')).toEqual(['A&1', '2.27']);
  });
});

it('numbers its items and gives its totals by name', () => {
  const log = logOf(aSale({}));
  expect(all(log, 'LineItem').map((item) => all(item, 'SequenceNumber').at(-1)?.text)).toEqual(['1', '2']);
  expect(all(log, 'Total').map(({ attributes, text }) => [attributes['TotalType'], text])).toEqual([
    ['TransactionGrossAmount', '2.27'], ['TransactionNetAmount', '2.27'], ['TransactionTaxAmount', '0.00'], ['Store:Rounding', '0.00'],
  ]); // prettier-ignore
});
