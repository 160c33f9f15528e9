import { DomainError, newId } from '@app/kernel';
import type { Answer, Call, Caller } from '../box/caller';
import type { ShadowSeller } from './make-shadow';

/** What a release made of the same basket: what a customer would see of it, to the cent. */
export interface Rehearsed {
  readonly sale: unknown;
  readonly refund: unknown;
  readonly receipt: string;
  /** Time of a scan that nothing else held up: the first quartile. */
  readonly scanMs: number;
}

const SCANS = 16;

/**
 * A working day of one register in small: log on, open a shift, scan, leave a basket, sell with a discount, bring something back, print the
 * receipt. Throws a coded refusal, naming the call, when one is not answered as it should.
 */
export async function sellSynthetically(caller: Caller, seller: ShadowSeller): Promise<Rehearsed> {
  const register = new ShadowRegister(caller, seller);
  await register.logOn();
  const scanMs = await register.scanTimes();
  await register.leaveBasket();
  const sold = await register.sell();
  const refund = await register.bringBack(sold);
  return { sale: moneyOf(sold.answer), refund: moneyOf(refund), receipt: await register.receipt(sold.transactionId), scanMs };
}

interface Sold {
  readonly transactionId: string;
  readonly lineIds: readonly string[];
  readonly answer: Json;
}
type Json = Readonly<Record<string, unknown>>;

interface Asked {
  readonly answer: Answer;
  readonly json: Json;
}

class ShadowRegister {
  private readonly headers: Record<string, string>;

  constructor(
    private readonly caller: Caller,
    private readonly seller: ShadowSeller,
  ) {
    this.headers = { authorization: `Bearer ${seller.deviceToken}` };
  }

  async logOn(): Promise<void> {
    const { staffId, pin } = this.seller;
    const { json } = await this.ask({ method: 'POST', path: '/api/v1/session/log-on', body: { staffId, pin, heads: [] } });
    this.headers['store-session'] = String(json['sessionToken']);
    await this.ask({ method: 'POST', path: '/api/v1/shifts', body: { shiftId: newId(), float: '100.00', registerTime: Date.now() } });
  }

  async scanTimes(): Promise<number> {
    const times: number[] = [];
    for (let count = 0; count < SCANS; count += 1) {
      const text = this.seller.barcodes[count % this.seller.barcodes.length];
      times.push((await this.ask({ method: 'POST', path: '/api/v1/scans', body: { text } })).answer.tookMs);
    }
    return times.sort((a, b) => a - b)[SCANS >> 2]!;
  }

  /** A customer who goes without buying. */
  async leaveBasket(): Promise<void> {
    const cart = await this.fill(this.seller.barcodes.slice(0, 1));
    await this.ask({ method: 'POST', path: `${cart.path}/void`, body: { reason: 'customer left' }, headers: cart.seen });
  }

  async sell(): Promise<Sold> {
    const cart = await this.fill(this.seller.barcodes);
    const discount = { discount: { kind: 'percent', rate: '0.1' }, reason: 'rehearsal' };
    const discounted = await this.ask({
      method: 'PUT',
      path: `${cart.path}/lines/${cart.lineIds[0]}/discount`,
      body: discount,
      headers: cart.seen,
    });
    const paid = await this.checkOut(cart.path, discounted, wholeAbove);
    return { transactionId: cart.transactionId, lineIds: cart.lineIds, answer: { cart: discounted.json, paid: paid.json } };
  }

  async bringBack({ transactionId, lineIds }: Sold): Promise<Json> {
    const lines = lineIds.slice(0, 2).map((soldLineId) => ({ lineId: newId(), soldLineId, quantity: null }));
    const begun = await this.ask({
      method: 'POST', path: '/api/v1/returns',
      body: { transactionId: newId(), saleTransactionId: transactionId, lines, reason: 'not as expected' },
    }); // prettier-ignore
    const paid = await this.checkOut(`/api/v1/carts/${String(begun.json['transactionId'])}`, begun, (amount) => amount);
    return { cart: begun.json, paid: paid.json };
  }

  async receipt(transactionId: string): Promise<string> {
    const { answer } = await this.ask({ path: `/api/v1/transactions/${transactionId}/receipt?format=text` });
    return answer.text.replace(VARYING, '~');
  }

  private checkOut(path: string, { answer, json }: Asked, amountFor: (payable: string) => string): Promise<Asked> {
    const payable = (json['payable'] as { tenderTypeId: string; amount: string }[]).find(
      ({ tenderTypeId }) => tenderTypeId === this.seller.cashTenderTypeId,
    );
    const amount = amountFor(payable?.amount ?? String((json['totals'] as Json)['remaining']));
    const tenders = [{ tenderId: newId(), tenderTypeId: this.seller.cashTenderTypeId, amount }];
    return this.ask({ method: 'POST', path: `${path}/checkout`, headers: etagOf(answer), body: { tenders, registerTime: Date.now() } });
  }

  private async fill(
    barcodes: readonly string[],
  ): Promise<{ transactionId: string; path: string; lineIds: string[]; seen: Record<string, string> }> {
    let last = await this.ask({ method: 'POST', path: '/api/v1/carts', body: { transactionId: newId() } });
    const transactionId = String(last.json['transactionId']);
    const [path, lineIds] = [`/api/v1/carts/${transactionId}`, [] as string[]];
    for (const barcode of barcodes) {
      const lineId = newId();
      last = await this.ask({
        method: 'POST',
        path: `${path}/lines`,
        body: { lineId, barcode, quantity: '3' },
        headers: etagOf(last.answer),
      });
      lineIds.push(lineId);
    }
    return { transactionId, path, lineIds, seen: etagOf(last.answer) };
  }

  private async ask(call: Call): Promise<Asked> {
    const headers = { 'idempotency-key': newId(), ...this.headers, ...call.headers };
    const answer = await this.caller.ask({ ...call, headers });
    const what = `${call.method ?? 'GET'} ${call.path}`;
    if (answer.status >= 300) throw new DomainError('rehearsal.failed', `${what} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    return { answer, json: answer.text.startsWith('{') ? (JSON.parse(answer.text) as Json) : {} };
  }
}

const etagOf = ({ headers }: Answer): Record<string, string> => ({ 'if-match': String(headers['etag']) });

/** A note that pays it, with change to give. */
const wholeAbove = (amount: string): string => `${Math.ceil(Number(amount)) + 1}.00`;

/** Times of day, dates and names of one sale, which no two sales share. */
const VARYING = /\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?|[\da-f]{8}-[\da-f-]{27}/gi;
/** A number this high is a moment; no amount of a rehearsal comes near. */
const FIRST_MOMENT = 1_000_000_000_000;
/** Signed proofs of the records: other bytes for every sale. */
const PROOFS = 'capsules';

/** Every figure and text of an answer, without what belongs to this one sale alone. */
function moneyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moneyOf);
  if (typeof value === 'string') return value.replace(VARYING, '~');
  if (typeof value === 'number') return value >= FIRST_MOMENT ? '~' : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== PROOFS);
  return Object.fromEntries(entries.map(([name, inner]) => [name, moneyOf(inner)]));
}
