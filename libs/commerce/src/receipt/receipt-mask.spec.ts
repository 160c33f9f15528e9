import { receiptNumber } from './receipt-mask';

const parts = { channelId: 'HOUSTON1', registerId: '7', staffId: 'anna-12', businessDate: '2026-08-10', sequence: 42 };

describe('a receipt number', () => {
  it('takes the right-most characters, pads the rest and lets other letters stand', () => {
    expect(receiptNumber('SSS-TT-######', parts)).toBe('ON1-07-000042');
    expect(receiptNumber('R/YYMMDD/####', parts)).toBe('R/260810/0042');
    expect(receiptNumber('YYYY-#', parts)).toBe('2026-42');
  });

  it('knows the staff and the day of the year', () => {
    expect(receiptNumber('CC/ddd/YY-###', parts)).toBe('12/222/26-042');
    expect(receiptNumber('CC-#', { ...parts, staffId: null })).toBe('00-42');
    expect(receiptNumber('ddd', { ...parts, businessDate: '2028-12-31' })).toBe('366');
    expect(receiptNumber('ddd', { ...parts, businessDate: '2026-01-01' })).toBe('001');
  });

  it('never cuts a sequence, so that no number is given twice', () => {
    expect(receiptNumber('##', { ...parts, sequence: 12345 })).toBe('12345');
  });
});
