import { amount, formatAmount, quantity, unitPrice } from '@app/kernel';
import fc from 'fast-check';
import { GENESIS, headAfter, nextHead, sha256Hex } from '../digest';
import { decodeRecord, encodeRecord } from './index';
import { saleLine } from './sale';

const uuid = fc.uuid({ version: 7 });
const text = fc.string({ unit: 'grapheme', maxLength: 60 });

const header = fc.record({
  protocol: fc.constant(1 as const), type: fc.constant('void' as const), recordId: uuid,
  box: fc.record({ channelDatabaseId: fc.constant('db'), instanceId: uuid, epoch: fc.integer({ min: 1, max: 99 }), fork: fc.nat(9) }),
  counter: fc.integer({ min: 1 }), legalEntityId: fc.constant('le'), channelId: fc.constant('c'), registerId: fc.constant('r'),
  sequence: fc.integer({ min: 1 }), previousDigest: fc.constant(GENESIS), at: fc.nat(), businessAt: fc.nat(), registerTime: fc.option(fc.nat()),
  timeZone: fc.constantFrom('Europe/Dublin', 'Asia/Jerusalem', null), businessDate: fc.constant('2026-08-10'), shiftId: fc.option(uuid),
  staffId: fc.option(fc.constant('1003')), drawerId: fc.constant(null), catalogVersion: fc.nat(),
}); // prettier-ignore
const body = fc.record({
  mode: fc.constantFrom('live' as const, 'training' as const), currency: fc.constantFrom('EUR', 'ILS', 'JPY'),
  gross: fc.integer({ min: -1e12, max: 1e12 }).map((minor) => formatAmount(amount(minor), 2)), lineCount: fc.nat(999), reason: fc.option(text),
}); // prettier-ignore

describe('a record', () => {
  it('comes out of its bytes as it went in, whatever the texts are', () => {
    fc.assert(
      fc.property(header, body, (head, content) => {
        const line = encodeRecord(head, content);
        const read = decodeRecord(line);
        expect(read).toEqual({ ok: true, record: { type: 'void', header: head, body: content } });
        expect(line).not.toContain('\n');
      }),
    );
  });

  it('is refused with the reason when it is not one', () => {
    expect(decodeRecord('{')).toEqual({ ok: false, reason: 'not JSON' });
    expect(decodeRecord('null')).toMatchObject({ ok: false });
    expect(decodeRecord('{"type":"sale"}')).toMatchObject({ ok: false, reason: expect.stringContaining('protocol') as string });
    const line = encodeRecord(fc.sample(header, 1)[0] as never, { ...fc.sample(body, 1)[0], gross: '1,50' } as never);
    expect(decodeRecord(line)).toMatchObject({ ok: false, reason: expect.stringContaining('not an amount') as string });
  });
});

describe('a scaled number on the wire', () => {
  const { quantity: quantityText, unitPrice: unitPriceText } = saleLine.shape;

  it('is the same number after the journey', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
        expect(quantityText.parse(quantityText.encode(quantity(value)))).toBe(value === 0 ? 0 : value);
        expect(unitPriceText.parse(unitPriceText.encode(unitPrice(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it.each(['', '1,5', '1e3', '0x10', '1.2345', '--1', '99999999999999999', ' 1', '١'])('is refused as %j', (wrong) => {
    expect(quantityText.safeParse(wrong).success).toBe(false);
  });
});

describe('the upload head', () => {
  it('is a chain: the same for any cut, another for any change', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), fc.nat(), (lines, at) => {
        const digests = lines.map(sha256Hex);
        const cut = at % (digests.length + 1);
        const head = headAfter(GENESIS, digests);
        expect(headAfter(headAfter(GENESIS, digests.slice(0, cut)), digests.slice(cut))).toBe(head);
        const changed = digests.with(at % digests.length, sha256Hex(`${lines[at % digests.length]}.`));
        expect(headAfter(GENESIS, changed)).not.toBe(head);
      }),
    );
  });

  it('is SHA-256 over previous head and digest as text, for whoever builds the other side', () => {
    expect(GENESIS).toBe('0'.repeat(64));
    const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256Hex('abc')).toBe(digest);
    expect(nextHead(GENESIS, digest)).toBe(sha256Hex(GENESIS + digest));
  });
});
