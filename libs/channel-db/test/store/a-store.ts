import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { Journal, saveEnrolment, type AppendedRecord, type AppendRequest, type CapsuleVerifier } from '@app/channel-db';
import type { Database } from '@app/database';
import { amount, newId } from '@app/kernel';
import type { RecordBody } from '@app/protocol';

const keys = generateKeyPairSync('ed25519');
const KEY_ID = 'box:test';

export const CHANNEL = { legalEntityId: 'le1', channelId: 'store-1', timeZone: 'Asia/Jerusalem' };
export const NOW = Date.parse('2026-08-10T09:00:00Z');
export const ENROLMENT = {
  channelDatabaseId: 'cdb-1',
  instanceId: newId(),
  epoch: 1,
  dataGroupId: 'group',
  headquartersUrl: 'https://localhost:7300',
  headquartersKey: 'A'.repeat(43) + '=',
};

export const verifier: CapsuleVerifier = (bytes, signature, keyId) => {
  if (keyId !== KEY_ID) return 'unknown-key';
  return verify(null, bytes, keys.publicKey, Buffer.from(signature, 'base64')) ? 'valid' : 'invalid';
};

const signer = {
  sign: (bytes: Uint8Array) => ({ signature: sign(null, bytes, keys.privateKey).toString('base64'), keyId: KEY_ID }),
};

export const aJournal = (ports: Partial<ConstructorParameters<typeof Journal>[0]> = {}) =>
  new Journal({ signer, clock: { now: () => NOW }, ...ports });

export const enrol = (database: Database, change: Partial<typeof ENROLMENT> = {}) =>
  database.unitOfWork.run((tx) => saveEnrolment(tx, { ...ENROLMENT, ...change }, NOW));

const CONTEXT = {
  channel: CHANNEL, registerId: 'r1', businessDate: '2026-08-10', shiftId: null, staffId: 'w1', drawerId: 'd1',
  registerTime: NOW, businessAt: NOW, catalogVersion: 7,
} as const; // prettier-ignore

type Line = RecordBody<'sale'>['lines'][number];

/** A line of so many pieces at 1.00 each, without tax. */
export function aLine(pieces: number, change: Partial<Line> = {}): Line {
  const money = pieces.toFixed(2);
  return {
    lineId: newId(), lineNumber: 1, kind: 'product', productId: 'p1', name: 'Milk', barcode: '07290000000001', entry: 'scanned',
    unitId: 'ea', quantity: String(pieces), isWeightKeyed: false, unitPrice: '1', priceSource: 'price-list', priceId: 'price-1',
    isVoided: false, amount: money, net: money, tax: '0.00', gross: money, itemTaxGroupId: null, taxes: [], returnOf: null,
    returnReason: null, giftCardNumber: null, note: null, ...change,
  }; // prettier-ignore
}

/** A cash sale of the lines, paid exactly. */
export function aSale(lines: readonly Line[] = [aLine(2)], change: Partial<AppendRequest<'sale'>> = {}): AppendRequest<'sale'> {
  const minor = lines.reduce((sum, line) => sum + Math.round(Number(line.gross) * 100), 0);
  const money = (minor / 100).toFixed(2);
  return {
    ...CONTEXT,
    type: 'sale',
    receiptNumber: (sequence) => `S1-R1-${String(sequence).padStart(4, '0')}`,
    gross: amount(minor),
    body: ({ receiptNumber, perpetualTotal }) => ({
      mode: 'live', receiptNumber, beganAt: NOW, currency: 'ILS', pricesIncludeTax: true, taxGroupId: 't', lines: lines.map((line, index) => ({ ...line, lineNumber: index + 1 })),
      tenders: [
        {
          tenderId: newId(), tenderTypeId: 'cash', function: 'cash', kind: minor < 0 ? 'refund' : 'payment', amount: money, currency: 'ILS',
          attemptId: null, authorization: null, cardLastDigits: null, giftCardNumber: null,
        },
      ],
      taxes: [{ taxCodeId: 'vat', rate: '0.18', base: money, amount: '0.00' }],
      totals: {
        net: money, tax: '0.00', gross: money, rounding: '0.00', due: money, paid: money, change: '0.00',
        lineCount: lines.length, itemCount: lines.length,
      },
      answers: [], inputs: { priceDate: '2026-08-10', prices: [], taxCodes: [] }, perpetualTotal, fiscal: { state: 'none' }, extensions: {},
    }),
    ...change,
  }; // prettier-ignore
}

/** An order of so many pieces at 1.00 each with a deposit of 1.00, and the sales that hand some over or cancel them. */
export function anOrder(pieces: number) {
  const orderId = newId();
  const line = { ...aLine(pieces), delivery: 'pickup', minimumAge: null } as const;
  const deposit = (count: 1 | -1) =>
    aLine(1, { kind: 'order-deposit', productId: null, quantity: String(count), gross: `${count}.00`, net: `${count}.00` });
  const concerning = (sale: AppendRequest<'sale'>, order: NonNullable<RecordBody<'sale'>['order']>): AppendRequest<'sale'> => ({
    ...sale,
    body: (numbers) => ({ ...(typeof sale.body === 'function' ? sale.body(numbers) : sale.body), order }),
  });
  const ends = { orderId, receiptNumber: 'S1-R1-0001', deposit: '1.00' };
  return {
    orderId,
    placed: concerning(aSale([deposit(1)], { recordId: orderId }), {
      kind: 'placed', customerName: 'Ada', address: null, depositRate: '0.1', deposit: '1.00', gross: line.gross, lines: [line],
    }),
    handedOver: (count: number) =>
      concerning(aSale([aLine(count, { orderOf: { orderId, lineId: line.lineId } }), deposit(-1)]), { kind: 'hand-over', ...ends, cancelled: [] }),
    cancelled: (count: number) =>
      concerning(aSale([deposit(-1)]), { kind: 'cancellation', ...ends, cancelled: [{ lineId: line.lineId, quantity: String(count) }] }),
  }; // prettier-ignore
}

export function aTrainingSale(lines: readonly Line[] = [aLine(1)]): AppendRequest<'training-sale'> {
  const live = aSale(lines);
  const body: AppendRequest<'training-sale'>['body'] = (numbers) => ({
    ...(typeof live.body === 'function' ? live.body(numbers) : live.body),
    mode: 'training',
  });
  return { ...live, type: 'training-sale', receiptNumber: (sequence) => `TRAINING-${sequence}`, body };
}

export const aReturnOf = (transactionId: string, lineId: string, pieces: number): Line =>
  aLine(-pieces, { returnOf: { transactionId, lineId, receiptNumber: 'any', registerId: 'r1' }, priceSource: 'original-sale' });

export function aShiftOpen(shiftId: string, change: Partial<AppendRequest<'shift-open'>> = {}): AppendRequest<'shift-open'> {
  return { ...CONTEXT, type: 'shift-open', shiftId, body: { openedAt: NOW, currency: 'ILS', float: '100.00' }, ...change };
}

export function aShiftClose(shiftId: string): AppendRequest<'shift-close'> {
  return {
    ...CONTEXT,
    type: 'shift-close',
    shiftId,
    body: ({ perpetualTotal }) => ({
      zNumber: 1, openedAt: NOW, closedAt: NOW + 1, currency: 'ILS', saleCount: 0, returnCount: 0, voidCount: 0, lineCount: 0,
      gross: '0.00', net: '0.00', tax: '0.00', returned: '0.00', rounding: '0.00', taxes: [], tenders: [],
      firstReceiptNumber: null, lastReceiptNumber: null, firstCounter: null, lastCounter: null, perpetualTotal,
    }),
  }; // prettier-ignore
}

export function aCashMovement(shiftId: string, money: string): AppendRequest<'cash'> {
  return {
    ...CONTEXT,
    type: 'cash',
    shiftId,
    body: { kind: 'paid-in', currency: 'ILS', tenderTypeId: 'cash', amount: money, reason: 'coins' },
  } as const;
}

export function anAudit(event = 'log-on'): AppendRequest<'audit'> {
  return { ...CONTEXT, type: 'audit', body: { event, approvedBy: null, subjectId: null, details: {} } };
}

/** As a register shows it. */
export function headOf({ header, capsule }: AppendedRecord) {
  return {
    channelId: header.channelId ?? '', registerId: header.registerId ?? '', type: header.type, sequence: header.sequence, digest: capsule.digest,
  }; // prettier-ignore
}
