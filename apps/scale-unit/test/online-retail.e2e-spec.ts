import { newId } from '@app/kernel';
import { describeWithData } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';
import { exactTotal, poundsText, readInvoices, retailRows, type RetailInvoice, type RetailLine } from './support/online-retail';

/** All 25,900 invoices in the long form; in `npm test` the first of them. */
const isWhole = process.env['ONLINE_RETAIL'] === 'all';
const FIRST = 2_000;

jest.setTimeout(isWhole ? 3_600_000 : 300_000);

/** A sold line that may come back. */
interface Sold {
  readonly receiptNumber: string;
  readonly lineId: string;
  left: number;
}

/** What comes back by one receipt: sold lines and how many pieces of each. */
type ByReceipt = Map<string, Map<Sold, number>>;

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
const cash = (amount: string) => ({ tenderId: newId(), tenderTypeId: 'cash', amount });
const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });
const keyOf = ({ customerId, stockCode, unitPrice }: RetailLine): string => `${customerId} ${stockCode} ${Number(unitPrice)}`;
const newLine = (line: RetailLine, quantity: number) => ({
  lineId: newId(),
  productId: line.stockCode,
  quantity: String(quantity),
  unitPrice: line.unitPrice,
});

/** Sells and takes back what the source says, through the API. */
class Shopkeeper {
  readonly accepted: RetailInvoice[] = [];
  /** Invoices by the code they were refused with. */
  readonly refused = new Map<string, string[]>();
  readonly grosses: string[] = [];
  returnedLines = { byReceipt: 0, blind: 0 };
  private readonly sold = new Map<string, Sold[]>();

  constructor(private readonly register: TestRegister) {}

  async keep(invoice: RetailInvoice): Promise<void> {
    const answer = invoice.invoiceNo.startsWith('C') ? await this.credit(invoice) : await this.sell(invoice);
    if (answer.status === 201) {
      this.accepted.push(invoice);
      this.grosses.push(answer.body.gross as string);
      return;
    }
    const code = String(answer.body.code);
    this.refused.set(code, [...(this.refused.get(code) ?? []), invoice.invoiceNo]);
  }

  private async sell({ lines }: RetailInvoice) {
    const basket = {
      transactionId: newId(),
      lines: lines.map((line) => newLine(line, line.quantity)),
      tenders: [cash(poundsText(exactTotal(lines)))],
    };
    const answer = await this.register.post('/api/v1/sales', basket);
    if (answer.status !== 201) return answer;
    lines.forEach((line, index) => {
      const sold = { receiptNumber: answer.body.receiptNumber as string, lineId: basket.lines[index]?.lineId ?? '', left: line.quantity };
      if (line.customerId !== '') this.sold.set(keyOf(line), [...(this.sold.get(keyOf(line)) ?? []), sold]);
    });
    return answer;
  }

  /** By receipt what a sale to the customer is there for, at the same price; the rest without one. */
  private async credit({ lines }: RetailInvoice) {
    const { byReceipt, blind } = this.matched(lines);
    let cart = await this.register.post('/api/v1/carts', {});
    const path = `/api/v1/carts/${cart.body.transactionId}`;
    for (const [receiptNumber, soldLines] of byReceipt) {
      const back = [...soldLines].map(([{ lineId }, count]) => ({ lineId: newId(), soldLineId: lineId, quantity: String(count) }));
      cart = await this.register.post(`${path}/return-lines`, { receiptNumber, lines: back, reason: 'credit note' }, seen(cart));
      if (cart.status !== 200) return cart;
    }
    if (blind.length > 0)
      cart = await this.register.post(
        `${path}/blind-return-lines`,
        { lines: blind, reason: 'credit note', reference: 'credit note' },
        seen(cart),
      );
    if (cart.status !== 200) return cart;
    const answer = await this.register.post(`${path}/checkout`, { tenders: [cash(poundsText(exactTotal(lines)))] }, seen(cart));
    if (answer.status === 201) this.takenBack(byReceipt, blind.length);
    return answer;
  }

  private matched(lines: readonly RetailLine[]): { byReceipt: ByReceipt; blind: ReturnType<typeof newLine>[] } {
    const byReceipt: ByReceipt = new Map();
    const chosen = new Map<Sold, number>();
    const blind: ReturnType<typeof newLine>[] = [];
    for (const line of lines) {
      let open = -line.quantity;
      for (const sold of this.sold.get(keyOf(line)) ?? []) {
        const count = Math.min(open, sold.left - (chosen.get(sold) ?? 0));
        if (count <= 0) continue;
        chosen.set(sold, (chosen.get(sold) ?? 0) + count);
        open -= count;
      }
      if (open !== 0) blind.push(newLine(line, open));
    }
    for (const [sold, count] of chosen)
      byReceipt.set(sold.receiptNumber, (byReceipt.get(sold.receiptNumber) ?? new Map<Sold, number>()).set(sold, count));
    return { byReceipt, blind };
  }

  private takenBack(byReceipt: ByReceipt, blind: number): void {
    for (const lines of byReceipt.values())
      for (const [sold, count] of lines) {
        sold.left -= count;
        this.returnedLines.byReceipt += 1;
      }
    this.returnedLines.blind += blind;
  }
}

/** What a shop may not write on an invoice, with the code it is refused with. */
function ruleBroken({ invoiceNo, lines }: RetailInvoice): string | undefined {
  if (lines.length > 1_000) return 'request.invalid';
  const isCredit = invoiceNo.startsWith('C');
  if (lines.some(({ quantity }) => quantity > 0 === isCredit)) return 'line.quantity-invalid';
  if (lines.some(({ unitPrice }) => Number(unitPrice) <= 0)) return 'line.price-invalid';
  return exactTotal(lines) % 100n === 0n ? undefined : 'amount.malformed';
}

describeWithData('uci-online-retail/online_retail.csv.gz', 'a year of a gift shop through the API', (file) => {
  let unit: TestUnit;
  let register: TestRegister;
  const shiftId = newId();
  const invoices = readInvoices(file, isWhole ? Infinity : FIRST);
  beforeAll(async () => {
    unit = await openTestUnit(retailRows(invoices));
    register = await unit.register();
    await register.post('/api/v1/shifts', { shiftId, float: '0.00' });
  });
  afterAll(() => unit.close());

  it(`sells and takes back ${invoices.length} invoices to the last digit, and names what is outside the rules`, async () => {
    const shop = new Shopkeeper(register);
    for (const invoice of invoices) await shop.keep(invoice);

    const outside = Map.groupBy(invoices.filter(ruleBroken), (invoice) => ruleBroken(invoice) ?? '');
    const expected = [...outside].map(([code, its]) => [code, its.map(({ invoiceNo }) => invoiceNo)] as const);
    const listed = [...shop.refused].map(([code, numbers]) => `${code}: ${numbers.length} such as ${numbers.slice(0, 3).join(', ')}`);
    const { byReceipt, blind } = shop.returnedLines;
    process.stdout.write(
      `${shop.accepted.length} of ${invoices.length} invoices; lines back by receipt ${byReceipt}, blind ${blind}\n${listed.join('\n')}\n`,
    );
    expect([...shop.refused].sort()).toEqual(expected.sort());

    const source = sum(shop.accepted.map(({ lines }) => exactTotal(lines)));
    expect(shop.grosses).toEqual(shop.accepted.map(({ lines }) => poundsText(exactTotal(lines))));
    const report = await register.get(`/api/v1/shifts/${shiftId}/x-report`);
    const credits = shop.accepted.filter(({ invoiceNo }) => invoiceNo.startsWith('C'));
    expect(report.body).toMatchObject({
      gross: poundsText(source),
      returned: poundsText(sum(credits.map(({ lines }) => exactTotal(lines)))),
      saleCount: shop.accepted.length - credits.length,
      returnCount: credits.length,
      rounding: '0.00',
    });
    expect(Math.min(byReceipt, blind, credits.length)).toBeGreaterThan(0);
  });
});
