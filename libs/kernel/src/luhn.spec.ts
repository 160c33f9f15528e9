import { containsCardNumber, maskCardNumbers } from './luhn';

describe('a card number in a text', () => {
  it.each([
    '4111111111111111',
    'card 4111 1111 1111 1111 ok',
    '4111-1111-1111-1111',
    '378282246310005',
    '6304000000000000000',
    '4111 1111 1111 1111 12/27',
    '12 4111-1111-1111-1111 123',
  ])('is seen: %s', (text) => {
    expect(containsCardNumber(text)).toBe(true);
  });

  it.each([
    '4111111111111112',
    '411111111111',
    '41111111111111111111111',
    'no digits',
    '',
    '2026-08-10 12:30',
    '2026-08-10 2026-08-11 2026-08-12',
    '1234 5678 9012 3456 7890',
  ])('is not seen in %j', (text) => {
    expect(containsCardNumber(text)).toBe(false);
  });
});

it('a card number is kept with its first six and last four digits; what is around it stays', () => {
  expect(maskCardNumbers('4111-1111-1111-1111 12/27, ref 77')).toBe('4111-11**-****-1111 12/27, ref 77');
  expect(maskCardNumbers('A00017')).toBe('A00017');
});
