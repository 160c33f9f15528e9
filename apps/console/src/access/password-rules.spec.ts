import { weaknessOf } from './password-rules';

describe('password rules', () => {
  it.each(['four quiet river stones', 'Zq7#mB2x!Lr9', 'drei blaue Regenschirme', 'סיסמה ארוכה מאוד 42'])('accept %s', (password) => {
    expect(weaknessOf(password)).toBeUndefined();
  });

  it.each([
    'short',
    'aaaaaaaaaaaaaaaa',
    'ababababababab',
    '123456789012',
    'abcdefghijklmnop',
    'password1234',
    'Admin-Admin-Admin!',
    'storeconsole1',
  ])('refuse %s', (password) => {
    expect(weaknessOf(password)).toEqual(expect.any(String));
  });
});
