import { newId, type Instant } from '@app/kernel';
import {
  encodeRecord,
  generateSigningKeyPair,
  GENESIS,
  headAfter,
  sha256Hex,
  signBytes,
  signingKeyFromPem,
  type BoxIdentity,
  type EnrolmentRequest,
  type RecordBody,
  type UploadHeader,
} from '@app/protocol';
import type { EnrolledBox } from '../../src/boxes/boxes';

export interface SaleOptions {
  readonly transactionId?: string;
  /** Such as `12.30`. */
  readonly gross?: string;
  readonly currency?: string;
  readonly tender?: Partial<RecordBody<'sale'>['tenders'][number]>;
  readonly giftCardSold?: string;
  /** Name and note of the line. */
  readonly name?: string;
  readonly businessDate?: string;
  /** In place of what the body would have. */
  readonly body?: Partial<RecordBody<'sale'>>;
}

interface KeptRecord {
  readonly line: string;
  readonly signature: string | null;
}

/** A box as headquarters sees it: a key, a line of records, batches. */
export class TestBox {
  private readonly pair = generateSigningKeyPair();
  readonly instanceId = newId();
  readonly key = signingKeyFromPem(`box:${this.instanceId}`, this.pair.privateKeyPem);
  private readonly consolePair = generateSigningKeyPair();
  readonly consoleKey = signingKeyFromPem(`console:${this.instanceId}`, this.consolePair.privateKeyPem);
  records: KeptRecord[] = [];
  /** Where the chain of its register stands. */
  private chain = { sequence: 0, previousDigest: GENESIS };
  fork = 0;
  epoch = 1;

  constructor(readonly channelDatabaseId = 'harbour') {}

  get identity(): BoxIdentity {
    const { channelDatabaseId, instanceId, epoch, fork } = this;
    return { channelDatabaseId, instanceId, epoch, fork };
  }

  get enrolled(): EnrolledBox {
    const { channelDatabaseId, instanceId, epoch } = this;
    return { channelDatabaseId, instanceId, epoch, state: 'active', boxKey: this.pair.publicKey, consoleKey: this.consolePair.publicKey };
  }

  enrolmentRequest(code: string, serial: string | null = null): EnrolmentRequest {
    const { instanceId, pair, consolePair } = this;
    return { code, instanceId, boxKey: pair.publicKey, consoleKey: consolePair.publicKey, serial, softwareVersion: '0.1.0' };
  }

  /** A copy of this box's disk that goes its own way. */
  clone(): TestBox {
    const copy = Object.assign(Object.create(TestBox.prototype) as TestBox, this);
    copy.records = [...this.records];
    return copy;
  }

  /** Goes on under a fork, as the contract says: counter 1, genesis head. */
  goOnAs(fork: number): void {
    this.fork = fork;
    this.records = [];
  }

  sell(options: SaleOptions = {}): string {
    const transactionId = options.transactionId ?? newId();
    const counter = this.records.length + 1;
    const sequence = this.chain.sequence + 1;
    const line = saleLine(this.identity, { ...options, transactionId, counter, ...this.chain, sequence, at: Date.now() });
    this.chain = { sequence, previousDigest: sha256Hex(line) };
    this.records.push({ line, signature: signBytes(this.key, line) });
    return transactionId;
  }

  sellMany(count: number): void {
    for (let i = 0; i < count; i += 1) this.sell({ gross: `${i + 1}.50` });
  }

  /** The register counts on by one too many. */
  skipNumber(): void {
    this.chain = { ...this.chain, sequence: this.chain.sequence + 1 };
  }

  /** The register gives the number of its last record once more. */
  repeatNumber(): void {
    this.chain = { ...this.chain, sequence: this.chain.sequence - 1 };
  }

  /** A record as a proof names it. */
  named(counter: number): { counter: number; digest: string; receiptNumber: string } {
    const line = this.records[counter - 1]?.line ?? '';
    const { body } = JSON.parse(line) as { body: RecordBody<'sale'> };
    return { counter, digest: sha256Hex(line), receiptNumber: body.receiptNumber };
  }

  /** Some records again, by name. */
  resend(counters: readonly number[]): Buffer {
    const records = counters.flatMap((counter) => this.records[counter - 1] ?? []);
    const signatures = records.map(({ signature }) => ({ signature, keyId: signature && this.key.keyId }));
    const header = JSON.stringify({ protocol: 1, box: this.identity, counters });
    return Buffer.from([header, ...records.map(({ line }) => line), JSON.stringify({ signatures }), ''].join('\n'));
  }

  headAt(counter: number): string {
    return headAfter(GENESIS, this.records.slice(0, counter).map(({ line }) => sha256Hex(line))); // prettier-ignore
  }

  /** The batch of the records from one counter to another, both included. */
  batch(fromCounter = 1, toCounter = this.records.length, change: Partial<UploadHeader> = {}): Buffer {
    const records = this.records.slice(fromCounter - 1, toCounter);
    const header: UploadHeader = {
      protocol: 1, box: this.identity, fromCounter, toCounter, count: records.length, sums: sumsOf(records),
      previousHead: this.headAt(fromCounter - 1), head: this.headAt(toCounter), ...change,
    }; // prettier-ignore
    const signatures = records.map(({ signature }) => ({ signature, keyId: signature && this.key.keyId }));
    return Buffer.from([JSON.stringify(header), ...records.map(({ line }) => line), JSON.stringify({ signatures }), ''].join('\n'));
  }
}

function sumsOf(records: readonly KeptRecord[]): Record<string, string> {
  const sums: Record<string, bigint> = {};
  for (const { line } of records) {
    const { body } = JSON.parse(line) as { body: RecordBody<'sale'> };
    sums[body.currency] = (sums[body.currency] ?? 0n) + BigInt(body.totals.gross.replace('.', ''));
  }
  return Object.fromEntries(Object.entries(sums).map(([currency, sum]) => [currency, sum.toString()]));
}

function saleLine(
  box: BoxIdentity,
  sale: SaleOptions & { transactionId: string; counter: number; sequence: number; previousDigest: string; at: Instant },
): string {
  const {
    transactionId,
    counter,
    sequence,
    previousDigest,
    at,
    gross = '10.00',
    currency = 'EUR',
    tender,
    giftCardSold,
    name = 'Milk',
    businessDate = '2026-08-10',
    body,
  } = sale;
  const nothing = { returnOf: null, returnReason: null, note: null, barcode: null, priceId: null, itemTaxGroupId: null, taxes: [] };
  const amounts = { unitPrice: gross, amount: gross, net: gross, tax: '0.00', gross };
  return encodeRecord(
    {
      protocol: 1, type: 'sale', recordId: transactionId, box, counter, legalEntityId: 'harbour', channelId: '101', registerId: '101-01',
      sequence, previousDigest, at, businessAt: at, registerTime: at, timeZone: 'Europe/Dublin', businessDate,
      shiftId: newId(), staffId: '1003', drawerId: '101-01-drawer', catalogVersion: 1,
    },
    {
      mode: 'live', receiptNumber: `10101${String(counter).padStart(8, '0')}`, beganAt: at, currency, pricesIncludeTax: true, taxGroupId: 'store',
      lines: [{
        ...nothing, ...amounts, lineId: newId(), lineNumber: 1, kind: giftCardSold ? 'gift-card' : 'product', productId: giftCardSold ? null : 'P0001',
        name, entry: 'scanned', unitId: 'pcs', quantity: '1', isWeightKeyed: false, priceSource: 'price-list', isVoided: false,
        giftCardNumber: giftCardSold ?? null,
      }],
      tenders: [{
        tenderId: newId(), tenderTypeId: 'cash', function: 'cash', kind: 'payment', amount: gross, currency, attemptId: null,
        authorization: null, cardLastDigits: null, giftCardNumber: null, ...tender,
      }],
      taxes: [], answers: [],
      totals: { net: gross, tax: '0.00', gross, rounding: '0.00', due: gross, paid: gross, change: '0.00', lineCount: 1, itemCount: 1 },
      inputs: { priceDate: '2026-08-10', prices: [], taxCodes: [] },
      perpetualTotal: '0', fiscal: { state: 'none' }, extensions: {}, ...body,
    },
  ); // prettier-ignore
}
