import { checkDigitFor } from '@app/kernel';
import { labelValue, readLabel, type BarcodeMask } from './read-label';

const mask = (change: Partial<BarcodeMask>): BarcodeMask => ({
  maskId: 'm', prefix: '2', length: 13, carries: 'price', productStart: 2, productLength: 5, valueStart: 7, valueLength: 5, valueDecimals: 2, ...change,
}); // prettier-ignore
const code = (body: string): string => body + checkDigitFor(body);

describe('a label', () => {
  it('carries a product code and a price', () => {
    const label = readLabel(code('210012301234'), [mask({})]);
    expect(label).toMatchObject({ carries: 'price', productCodes: ['00123', '123'], value: 1234 });
  });

  it('is read by the mask with the longest prefix', () => {
    const masks = [mask({}), mask({ maskId: 'weight', prefix: '29', carries: 'weight', valueDecimals: 3 })];
    expect(readLabel(code('291234501500'), masks)).toMatchObject({ maskId: 'weight', carries: 'weight', value: 1500 });
  });

  it('is none with a wrong check digit, another length or no mask', () => {
    const right = code('210012301234');
    const wrong = right.slice(0, 12) + String((Number(right[12]) + 1) % 10);
    expect([readLabel(wrong, [mask({})]), readLabel('12345670', [mask({})]), readLabel(right, [])]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is read at the scale asked for, never losing a digit', () => {
    const label = readLabel(code('210012301234'), [mask({})]);
    expect(label && [labelValue(label, 2), labelValue(label, 3), labelValue(label, 0)]).toEqual([1234, 12340, undefined]);
  });
});
