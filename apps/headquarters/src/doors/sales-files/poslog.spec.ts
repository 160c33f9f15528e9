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
