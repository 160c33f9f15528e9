import fc from 'fast-check';
import { acceptCode, barcodeKey, checkDigitFor, hasRightCheckDigit } from './gtin';

describe('article codes', () => {
  it('compare equal in every length of one article', () => {
    expect([barcodeKey('96385074'), barcodeKey('036000291452'), barcodeKey('4006381333931'), barcodeKey('14006381333938')]).toEqual([
      '00000096385074', '00036000291452', '04006381333931', '14006381333938',
    ]); // prettier-ignore
  });

  it('get lost leading zeros back when that makes a right UPC-A', () => {
    expect(barcodeKey('36000291452')).toBe('00036000291452');
    expect(acceptCode('36000291453')).toEqual({ kind: 'refused', reason: 'wrong-check-digit' });
  });

  it('are in-house with 3 to 8 digits, kept as written', () => {
    expect([acceptCode('001'), acceptCode('12345678')]).toEqual([
      { kind: 'in-house', key: '001' },
      { kind: 'in-house', key: '12345678' },
    ]);
  });

  it.each([
    ['4006381333932', 'wrong-check-digit'], ['12', 'wrong-length'], ['123456789', 'wrong-length'], ['123456789012345', 'wrong-length'],
    ['', 'not-digits'], ['12a', 'not-digits'], ['１２３', 'not-digits'],
  ])('are refused with a reason: %j %s', (text, reason) => {
    expect(acceptCode(text)).toEqual({ kind: 'refused', reason });
    expect(barcodeKey(text)).toBe(reason === 'wrong-check-digit' ? text : undefined);
  }); // prettier-ignore

  it('with a wrong check digit are looked up by exactly their digits, and so never as another article', () => {
    expect([barcodeKey('7290000003836'), barcodeKey('07290000003836')]).toEqual(['7290000003836', '07290000003836']);
  });

  it('are right with the digit that completes them and with no other', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{7,13}$/), fc.integer({ min: 1, max: 9 }), (body, off) => {
        const digit = checkDigitFor(body);
        return hasRightCheckDigit(body + digit) && !hasRightCheckDigit(body + String((Number(digit) + off) % 10));
      }),
    );
  });
});
