import { createCB } from 'xmlbuilder2';
import { isoTime, type ExportedLine, type ExportedSale, type ExportedTender } from './exported-sale';
import { xmlText } from './xml-text';

const NAMESPACE = 'http://www.nrf-arts.org/IXRetail/namespace/';
type Attributes = Readonly<Record<string, string>>;

const TENDER_TYPES = { cash: 'Cash', card: 'CreditDebit', 'gift-card': 'GiftCard' } as const;
const ENTRY_METHODS = { scanned: 'Scanned', keyed: 'Keyed', 'price-label': 'Scanned', 'weight-label': 'Scanned' } as const;

/** POSLog 6 as text, piece by piece: give it sales, take what has been made, end it. */
export class PosLog {
  private made = '';
  private readonly xml = createCB({ data: (text: string) => void (this.made += text), end: () => undefined });

  constructor() {
    this.xml.dec({ version: '1.0', encoding: 'UTF-8' });
    this.xml.ele(NAMESPACE, 'POSLog', { MajorVersion: '6', MinorVersion: '0', FixVersion: '0' });
  }

  add(sale: ExportedSale): void {
    this.within('Transaction', { CancelFlag: 'false', TrainingModeFlag: 'false' }, () => {
      this.within('BusinessUnit', {}, () => this.text('UnitID', sale.channelId));
      this.text('WorkstationID', sale.registerId);
      this.text('TillID', sale.drawerId);
      this.text('SequenceNumber', String(sale.sequence));
      this.text('TransactionID', sale.recordId);
      this.text('BusinessDayDate', sale.businessDate);
      this.text('BeginDateTime', isoTime(sale.body.beganAt));
      this.text('EndDateTime', isoTime(sale.at));
      this.text('OperatorID', sale.staffId);
      this.text('CurrencyCode', sale.body.currency);
      this.text('ReceiptNumber', sale.body.receiptNumber);
      this.within('RetailTransaction', { TransactionStatus: 'Finished' }, () => this.retailTransaction(sale));
    });
  }

  /** The text since the last time. */
  take(): string {
    const { made } = this;
    this.made = '';
    return made;
  }

  end(): string {
    this.xml.end();
    return this.take();
  }

  private retailTransaction({ body }: ExportedSale): void {
    let sequence = 0;
    const item = (attributes: Attributes, content: () => void): void =>
      this.within('LineItem', attributes, () => {
        content();
        this.text('SequenceNumber', String((sequence += 1)));
      });
    for (const line of body.lines) {
      item({ EntryMethod: ENTRY_METHODS[line.entry], VoidFlag: String(line.isVoided) }, () => this.line(line));
    }
    for (const tax of body.taxes) item({}, () => this.tax(tax));
    for (const tender of body.tenders) item({}, () => this.tender(tender));
    this.text('Total', body.totals.gross, { TotalType: 'TransactionGrossAmount' });
    this.text('Total', body.totals.net, { TotalType: 'TransactionNetAmount' });
    this.text('Total', body.totals.tax, { TotalType: 'TransactionTaxAmount' });
    this.text('Total', body.totals.rounding, { TotalType: 'Store:Rounding' });
  }

  /** What the store takes back is a Return, and its figures are those of the goods, without a sign. */
  private line(line: ExportedLine): void {
    const isReturn = line.quantity.startsWith('-');
    const size = (text: string): string => (isReturn ? negated(text) : text);
    this.within(isReturn ? 'Return' : 'Sale', { ItemType: line.kind === 'gift-card' ? 'GiftCard' : 'Stock' }, () => {
      if (line.barcode !== null) this.within('POSIdentity', {}, () => this.text('POSItemID', line.barcode));
      this.text('ItemID', line.productId);
      this.text('Description', line.name);
      this.text('ActualSalesUnitPrice', line.unitPrice);
      this.text('ExtendedAmount', size(line.amount));
      this.text('Quantity', size(line.quantity), { UnitOfMeasureCode: line.unitId });
      for (const tax of line.taxes) this.tax({ ...tax, base: size(tax.base), amount: size(tax.amount) });
      if (line.returnOf) this.within('TransactionLink', {}, () => this.text('TransactionID', line.returnOf?.transactionId ?? null));
      this.text('Reason', line.returnReason);
      this.text('Note', line.note);
    });
  }

  private tax({ taxCodeId, rate, base, amount }: ExportedLine['taxes'][number]): void {
    this.within('Tax', { TaxType: 'VAT' }, () => {
      this.text('TaxGroupID', taxCodeId);
      this.text('TaxableAmount', base);
      this.text('Amount', amount);
      this.text('Percent', percent(rate));
    });
  }

  private tender(tender: ExportedTender): void {
    const typeCode = tender.kind === 'payment' ? 'Sale' : tender.kind === 'refund' ? 'Refund' : 'Change';
    this.within('Tender', { TenderType: TENDER_TYPES[tender.function], TypeCode: typeCode }, () => {
      this.text('TenderID', tender.tenderTypeId);
      this.text('Amount', tender.amount, { Currency: tender.currency });
      if (tender.authorization !== null) this.within('Authorization', {}, () => this.text('AuthorizationCode', tender.authorization));
    });
  }

  private within(name: string, attributes: Attributes, content: () => void): void {
    this.xml.ele(name, escaped(attributes));
    content();
    this.xml.up();
  }

  private text(name: string, text: string | null, attributes: Attributes = {}): void {
    if (text === null) return;
    this.xml.ele(name, escaped(attributes)).txt(xmlText(text)).up();
  }
}

/** A reader may take a line break in an attribute for a blank, so units and the like keep their break as an escape too. */
function escaped(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, xmlText(value)]));
}

const negated = (decimal: string): string => (decimal.startsWith('-') ? decimal.slice(1) : /^[0.]*$/.test(decimal) ? decimal : `-${decimal}`);

/** `0.135` as `13.5`. */
function percent(rate: string): string {
  const [whole = '0', fraction = ''] = rate.split('.');
  const digits = fraction.padEnd(2, '0');
  const rest = digits.slice(2);
  return `${String(Number(whole + digits.slice(0, 2)))}${rest === '' ? '' : `.${rest}`}`;
}
